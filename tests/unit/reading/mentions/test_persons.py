"""Names of persons in running text: where they begin, where they end, and what is no name."""

import pytest
from tests.unit.reading.notation import persons

CASES = [
    # after a title, an office or an honorific
    ("en", "President Oskar Lind spoke.", "Oskar Lind"),
    ("en", "Mr Brennick spoke.", "Brennick"),
    ("en", "Foreign Minister of Ghana Kojo Addai spoke.", "Kojo Addai"),
    ("en", "General Sir Oskar Lind spoke.", "Oskar Lind"),
    ("ru", "ЛУНИН Виктор Петрович уехал.", "ЛУНИН Виктор Петрович"),
    # behind the family name of another a name begins that does not share its case
    ("ru", "Пётр Лунин и Оскар Линдгрен тут. После беседы с Луниным Линдгрен уехал.", "Пётр Лунин; Оскар Линдгрен"),
    ("ru", "Президент Чили Оскар Линдгрен выступил.", "Оскар Линдгрен"),
    ("ru", "С послом Ганы Иваном Берёзкиным встретились.", "Иваном Берёзкиным"),
    ("ru", "Господин Берёзкин выступил.", "Берёзкин"),
    # a short given name that declines is no part of the genitive before it
    ("ru", "Помощник Виктора Лунина Стив Берёзкин уехал.", "Виктора Лунина; Стив Берёзкин"),
    ("ar", "قال الرئيس التشيلي أوسكار ليندغرين أمس", "أوسكار ليندغرين"),
    ("ar", "قال السيد يوسف المنصوري أمس", "يوسف المنصوري"),
    # an honorific with its land, and a family name of origin that is an everyday word
    ("ar", "شكر رجل الأعمال المغربي يوسف المنصوري الحضور", "يوسف المنصوري"),
    ("ar", "شكر السيد يوسف العلمي الحضور", "يوسف العلمي"),
    # a given name that looks like "and" with a rarer name is whole; a number is no name
    ("ar", "قال الوزير فريد المنصوري أمس", "فريد المنصوري"),
    ("ar", "قال الوزير وسيم المنصوري أمس", "وسيم المنصوري"),
    ("ar", "جرت مراسم الرئيس الـ45 أمس", None),
    # the morning before a day is no part of the name, though Sabah is one
    ("ar", "وصل الرئيس خالد منصور صباح السبت", "خالد منصور"),
    ("ar", "وصل الرئيس صباح المنصوري أمس", "صباح المنصوري"),
    # an office calls for the full name, also where its second word looks like "and" or "like" with a word
    ("ar", "وصل الرئيس الصيني لي وينغ أمس", "لي وينغ"),
    ("ar", "وصل وزير الخارجية أورهان كايا أمس", "أورهان كايا"),
    ("ar", "قال الوزير يوسف المنصوري خالد البدري غائب", "يوسف المنصوري; خالد البدري"),
    ("ar", "قال السيد سامر الحداد أمس", "سامر الحداد"),
    # "that" begins no name, though it is spelt like one
    ("ar", "قال الناطق باسم الحكومة الكينية إن خاطفي الطائرة هربوا", None),
    # the object of the verb, which bears the ending of one
    ("ar", "افتتح الرئيس التشيلي سامر المنصوري مصنعا أمس", "سامر المنصوري"),
    ("ar", "افتتح الرئيس التشيلي سامر منصور سدا قرب المدينة", "سامر منصور"),
    ("fa", "آقای کامران سعیدی گفت", "کامران سعیدی"),
    # a rank is no part of the name before an office in apposition
    ("fa", "ژنرال اوسکار برنیک، فرمانده ارتش غنا، سکوت کرد", "اوسکار برنیک"),
    # the khan behind an office and a given name closes the name
    ("fa", "نخست‌وزیر کامران خان با مردم سخن گفت", "کامران خان"),
    ("fa", "سفیر استوارنامه خود را آورد", None),
    ("fa", "وزیر خارجه غنا کامران سعیدی گفت", "کامران سعیدی"),
    ("fa", "وزیر خارجه غنا تسوکورامو گفت", "تسوکورامو"),
    ("fa", "رئیس‌جمهور غنا، قربانی یک توطئه است", None),
    # before an office in apposition
    ("en", "Oskar Lindgren, president of Chile, spoke.", "Oskar Lindgren"),
    ("ru", "Оскар Линдгрен, президент Чили, выступил.", "Оскар Линдгрен"),
    ("ar", "قال يوسف المنصوري، وزير خارجية غانا، أمس", "يوسف المنصوري"),
    ("fa", "کامران سعیدی، وزیر خارجه غنا، گفت", "کامران سعیدی"),
    # in quotation marks
    ("fa", "«کامران سعیدی» وزیر خارجه غنا گفت", "کامران سعیدی"),
    ("fa", "وزیر خارجه غنا «کامران سعیدی» گفت", "کامران سعیدی"),
    ("fa", "«نضال حسین الکاظمی» در میان مهمانان بود", "نضال حسین الکاظمی"),
    ("fa", "«نضال حسین الکاظمی» در میان مهمانان بود", "نضال حسین الکاظمی"),
    # particles, al-names, hyphens, initials
    ("en", "President Ludwig van der Meer spoke.", "Ludwig van der Meer"),
    ("en", "Minister Samer al-Haddad spoke.", "Samer al-Haddad"),
    ("en", "Prince Faisal bin Tariq al-Haddad spoke.", "Faisal bin Tariq al-Haddad"),
    ("en", "Senator John Q. Brennick spoke.", "John Q. Brennick"),
    ("en", "Minister Jean-Luc Moreau spoke.", "Jean-Luc Moreau"),
    ("en", "Envoy Sean O'Brennick spoke.", "Sean O'Brennick"),
    ("ru", "Президент Г. Берёзкин выступил.", "Г. Берёзкин"),
    ("ru", "Президент А. Берёзкин выступил.", "А. Берёзкин"),
    ("ru", "Министр С. И. Берёзкин выступил.", "С. И. Берёзкин"),
    ("en", "President M. Brennick spoke.", "M. Brennick"),
    ("en", "President A. Brennick spoke.", "A. Brennick"),
    ("ru", "Министр Пётр Ильич Берёзкин выступил.", "Пётр Ильич Берёзкин"),
    ("ru", "Посол Людвиг фон Линд выступил.", "Людвиг фон Линд"),
    ("ar", "قال الأمير فيصل بن طارق الحداد أمس", "فيصل بن طارق الحداد"),
    ("ar", "قال الوزير عبد الله الحداد أمس", "عبد الله الحداد"),
    # an everyday word with the article closes a name after a full title, and after a chain; a plural does not
    ("ar", "قال رئيس الحكومة يوسف الشاهد أمس", "يوسف الشاهد"),
    ("ar", "دعا رئيس الحكومة يوسف الشاهد الأحزاب إلى الحوار", "يوسف الشاهد"),
    ("ar", "قال فيصل بن صميخ المرواني أمس", "فيصل بن صميخ المرواني"),
    ("ar", "قال الوزير يوسف العراقي أمس", "يوسف العراقي"),
    # an office word between a given and a family name is a name
    ("ar", "قال مدير الحزب عادل قائد المنصوري أمس", "عادل قائد المنصوري"),
    ("ar", "زار عادل المنصوري قائد القوات البحرية الميناء", "عادل المنصوري"),
    # a province is no office before a name
    ("ar", "زار الوفد محافظة صلاح الدين أمس", "صلاح الدين"),
    # what a leader leads or believes in is no name
    ("ar", "زار الزعيم الشيوعي المدينة أمس", None),
    # an office word between a given and a family name is a name
    ("ar", "قال مدير الحزب عادل قائد المنصوري أمس", "عادل قائد المنصوري"),
    ("ar", "زار عادل المنصوري قائد القوات البحرية الميناء", "عادل المنصوري"),
    # what a leader leads or believes in is no name
    ("ar", "زار الزعيم الشيوعي المدينة أمس", None),
    # a foreign name may begin like a preposition
    ("ar", "قال الوزير سيرغي بلوف أمس", "سيرغي بلوف"),
    # the ordinal of a ruler ends a name, save before a particle
    ("ar", "عين الملك فارس الأول يوسف المنصوري سفيرا", "فارس الأول; يوسف المنصوري"),
    ("ar", "وصل الملك فارس الثاني بن يوسف أمس", "فارس الثاني بن يوسف"),
    # a capital with the article is no name
    ("ar", "زار الوزير سيرغي بلوف الرياض أمس", "سيرغي بلوف"),
    # names end where the sentence goes on
    ("en", "President Oskar Lind On Monday spoke.", "Oskar Lind"),
    ("en", "President Oskar Lind Tuesday met them.", "Oskar Lind"),
    ("ru", "Президент Оскар Линдгрен В понедельник выступил.", "Оскар Линдгрен"),
    ("ar", "أكد الوزير يوسف المنصوري أن الحوار مستمر", "يوسف المنصوري"),
    ("ar", "أكد الوزير يوسف المنصوري في مؤتمر", "يوسف المنصوري"),
    ("fa", "وزیر کامران سعیدی در تهران گفت", "کامران سعیدی"),
    ("fa", "وزیر کامران سعیدی با او دیدار کرد", "کامران سعیدی"),
    ("ar", "شكر الوزير الرئيس على حسن الضيافة", None),
    # a proclitic is no part of the name
    ("ar", "التقى بيوسف المنصوري أمس", "يوسف المنصوري"),
    ("ar", "التقى الوزير ويوسف المنصوري أمس", "يوسف المنصوري"),
    # a given name that the tables know is enough
    ("en", "Yesterday Michael Brennick came.", "Michael Brennick"),
    ("ru", "Вчера Иван Берёзкин приехал.", "Иван Берёзкин"),
    # a city may be a given name
    ("en", "Foreign Minister Sofia Brennick spoke.", "Sofia Brennick"),
    # and these are no names
    ("en", "The president spoke on Monday.", None),
    ("en", "The New Year began.", None),
    ("en", "The White House spoke.", None),
    ("ru", "Президент выступил в понедельник.", None),
    ("ru", "Новый год начался.", None),
    ("ar", "قال الرئيس إن الحوار مستمر", None),
    ("ar", "أعلن الوزير عن خطة جديدة", None),
    ("fa", "وزیر گفت که گفت‌وگو ادامه دارد", None),
    # in the place of who speaks, and in quotation marks
    ("fa", "تسوکورامی با بیان این مطلب رفت", "تسوکورامی"),
    ("fa", "به گزارش مهر از نایروبی، زروان دهمردان روز شنبه در جمع مردم سخن گفت", "زروان دهمردان"),
    ("fa", "کامران پاک آیین تصریح کرد که راه باز است", "کامران پاک آیین"),
    ("fa", "کامران سعیدی تکمیل، سخنگوی وزارت دفاع، راه را باز خواند", "کامران سعیدی تکمیل"),
    ("fa", "به گزارش خبرگزاری «تسوکورام»، سخنگوی دولت غنا رفت", None),
    ("fa", "نمازگزاران با اشاره به جنگ شعار دادند", None),
    ("fa", "در نامه «کامران پاک» آمده است", "کامران پاک"),
    # given names of two words, and the adjective of a country as a family name
    ("fa", "وزیر فیض الدین سعیدی در تهران گفت", "فیض الدین سعیدی"),
    ("fa", "آقای کامران عراقی گفت", "کامران عراقی"),
    ("fa", "رئیس‌جمهور غنا می رسد کامران سعیدی، وزیر خارجه غنا، رفت", "کامران سعیدی"),
    ("fa", "رئیس جمهور در سخنانی گفت", None),
    # family names that look like a word with a suffix, are a country's adjective, or are written apart
    ("ar", "وقال وزير خارجيتها بهروز ستاري إن الحوار مستمر", "بهروز ستاري"),
    ("ar", "كلف الملك المهندس طارق السوداني بالمهمة", "طارق السوداني"),
    ("ar", "التقى وزير الخارجية حسن قلي زاده نظيره", "حسن قلي زاده"),
    ("fa", "رستم ولی زاده دبیرکل سازمان گفت", "رستم ولی زاده"),
    ("ar", "يزور رئيس وزراء الهند راجيش ميهتا جدة غدا", "راجيش ميهتا"),
    ("ar", "وصل سفير اليابان الجديد كينجي ناكامورا أمس", "كينجي ناكامورا"),
    ("ar", "استقبل ولي العهد الأمير سلطان بن فهد ضيفه", "سلطان بن فهد"),
    ("ar", "وسيبحث مع نظيره فاضل الحسني ملف المياه", "فاضل الحسني"),
    # one that looks like "in" with a town
    ("ar", "زار الرئيس باراك ماكدونالد جدة", "باراك ماكدونالد"),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_names_of_persons(language, text, expected):
    assert persons(text, language) == expected
