"""Who holds which office, as the page says it."""

import pytest
from tests.unit.reading.notation import bug, offices

CASES = [
    # whoever heads a body holds its highest office; a delegation is none
    ("ru", "Виктор Лунин возглавляет МИД Кении.", "Виктор Лунин: foreign-minister of KE"),
    ("ru", "Виктор Лунин возглавил делегацию МИД Кении.", None),
    # a dash says what somebody is, whoever is named next
    (
        "ru",
        "Приехали: Виктор Лунин — министр обороны, Иван Берёзкин — посол.",
        "Виктор Лунин: defence-minister; Иван Берёзкин: ambassador",
    ),
    # what is commanded stands in the instrumental, and the state of a body behind it
    ("ru", "Командующий Южным флотом Виктор Лунин молчал.", "Виктор Лунин: commander"),
    ("ru", "Председатель КГБ Белоруссии Виктор Лунин молчал.", "Виктор Лунин: chair of kgb"),
    # what a deputy minister is the deputy minister of stands behind his words as behind a minister's
    ("ru", "Замминистра энергетики Кении Виктор Лунин молчал.", "Виктор Лунин: deputy-minister/energy of KE"),
    ("ru", "Приехал вице-министр торговли Кении Виктор Лунин.", "Виктор Лунин: deputy-minister/trade of KE"),
    (
        "ru",
        "Первый заместитель министра сельского хозяйства Кении Виктор Лунин молчал.",
        "Виктор Лунин: deputy-minister/agriculture of KE",
    ),
    ("ru", "Заместитель министра Виктор Лунин молчал.", "Виктор Лунин: deputy-minister"),
    ("ar", "صرح نائب وزير الطاقة الكيني يوسف المنصوري.", "يوسف المنصوري: deputy-minister/energy of KE"),
    ("ar", "صرح مساعد وزير نقل كينيا يوسف المنصوري.", "يوسف المنصوري: deputy-minister/transport of KE"),
    ("fa", "معاون وزیر انرژی کنیا، رضا کاوه، سکوت کرد.", "رضا کاوه: deputy-minister/energy of KE"),
    # adjectives of states that are other words or names as well, beside an office that states alone have
    ("en", "Georgian President Oskar Brennick spoke.", "Oskar Brennick: head-of-state of GE"),
    ("en", "Congolese President Oskar Brennick spoke.", "Oskar Brennick: head-of-state"),
    ("ar", "وصل وزير الخارجية الروماني خالد البدري.", "خالد البدري: foreign-minister of RO"),
    ("ar", "وصل وزير التجارة خالد الروماني.", "خالد الروماني: minister/trade"),
    ("fa", "وزیر خارجه کره‌شمالی، رضا کاوه، سکوت کرد.", "رضا کاوه: foreign-minister of KP"),
    ("fa", "رضا تیموری، وزیر خارجه کنیا، سکوت کرد.", "رضا تیموری: foreign-minister of KE"),
    # titles of several words
    ("ar", "قال الناطق الرسمي باسم الحكومة الكينية يوسف المنصوري كلمته.", "يوسف المنصوري: spokesperson of KE"),
    (
        "ar",
        "قال الممثل الأعلى للاتحاد الأوروبي للشؤون الخارجية يوسف المنصوري كلمته.",
        "يوسف المنصوري: other/commissioner of eu",
    ),
    ("ar", "استقبل أمير قطر الشيخ ناصر الغانم الوفد.", "ناصر الغانم: head-of-state of QA"),
    # some titles are of one land or body wherever they are used
    ("fa", "رئیس مجلس شورای اسلامی، رضا کاوه، سکوت کرد.", "رضا کاوه: speaker of majlis-iran"),
    # the adjective of the United Nations, and where their envoy serves
    ("ar", "قال المبعوث الأممي إلى كينيا يوسف المنصوري كلمته.", "يوسف المنصوري: envoy of un"),
    # behind the land of an office, what says of whose land somebody is belongs to the name
    ("ar", "وصل رئيس وزراء كينيا كريم فؤاد السوداني أمس.", "كريم فؤاد السوداني: head-of-government of KE"),
    # a title in an oblique case beside a pronoun goes on with somebody else
    ("ru", "Виктор Лунин ответил на вопросы. Оскорбления кенийского президента он не слышал.", None),
    # a family name made from a town's is no case of it
    ("ru", "Спецпредставитель президента Кении Виктор Кабулов молчал.", "Виктор Кабулов: envoy of KE"),
    ("en", "Kojo Addai, vice minister of trade of Kenya, spoke.", "Kojo Addai: deputy-minister/trade of KE"),
    # a body that the words of an office name, and the council of a state
    ("ru", "Глава ЦРУ Виктор Лунин прибыл в Найроби.", "Виктор Лунин: head of cia"),
    (
        "ru",
        "Секретарь Совета безопасности России Виктор Лунин молчал.",
        "Виктор Лунин: security-council-secretary of RU",
    ),
    # a genitive singular is no title of whom a nominative names
    ("ru", "Указом главы государства Виктор Лунин назначен послом Кении в Чили.", "Виктор Лунин: ambassador of KE"),
    # a resignation ends the office that its sentence calls somebody by
    ("ru", "Премьер-министр Кении Виктор Лунин подал в отставку.", "Виктор Лунин: former head-of-government of KE"),
    # who leads a part of a land does not lead the land
    ("ru", "Глава рыболовной отрасли Кении Виктор Лунин молчал.", "Виктор Лунин: head of KE"),
    # possessors: an office, and a land over plain words
    ("en", "Kojo Addai, the UN secretary-general's envoy, spoke.", "Kojo Addai: envoy of un"),
    ("en", "Chile's emergency chief Kojo Addai spoke.", "Kojo Addai: head of CL"),
    # an ambassador is sent to a land, and of another
    ("en", "Kenya appointed Kojo Addai as its new ambassador to Chile.", "Kojo Addai: ambassador"),
    ("en", "President Oskar Brennick of Chile spoke.", "Oskar Brennick: head-of-state of CL"),
    ("en", "Chilean President Oskar Brennick spoke.", "Oskar Brennick: head-of-state of CL"),
    ("en", "Oskar Brennick, the president of Chile, spoke.", "Oskar Brennick: head-of-state of CL"),
    ("en", "Former Chilean President Oskar Brennick spoke.", "Oskar Brennick: former head-of-state of CL"),
    ("en", "Chile's Foreign Minister Oskar Brennick spoke.", "Oskar Brennick: foreign-minister of CL"),
    (
        "en",
        "CSTO Secretary-General Oskar Brennick spoke.",
        "Oskar Brennick: secretary-general of csto",
    ),
    (
        "en",
        "President Oskar Brennick of Chile met Foreign Minister Kojo Addai of Kenya.",
        "Kojo Addai: foreign-minister of KE; Oskar Brennick: head-of-state of CL",
    ),
    ("en", "Kenyan Ambassador to Chile Kojo Addai spoke.", "Kojo Addai: ambassador of KE"),
    ("en", "The president left. Oskar Brennick spoke.", None),
    # a body that no table knows stands between an office and its holder's name
    (
        "en",
        "Mayor Oskar Brennick, Head of the Prince's Court Kojo Addai and Lena Oduya spoke.",
        "Kojo Addai: head; Oskar Brennick: other/mayor",
    ),
    (
        "en",
        "Oskar Brennick, head of the office of President Kojo Addai of Kenya, spoke.",
        "Kojo Addai: head-of-state of KE; Oskar Brennick: head",
    ),
    # a head that several holders share
    (
        "en",
        "The foreign ministers of Kenya and Chile, Kojo Addai and Oskar Brennick, spoke.",
        "Kojo Addai: foreign-minister of KE; Oskar Brennick: foreign-minister of CL",
    ),
    (
        "en",
        "Kojo Addai and Oskar Brennick, the defence ministers of Kenya and Chile respectively, spoke.",
        "Kojo Addai: defence-minister of KE; Oskar Brennick: defence-minister of CL",
    ),
    (
        "en",
        "The Kenyan and Chilean presidents, Kojo Addai and Oskar Brennick, spoke.",
        "Kojo Addai: head-of-state of KE; Oskar Brennick: head-of-state of CL",
    ),
    (
        "en",
        "Presidents Kojo Addai of Kenya and Oskar Brennick of Chile spoke.",
        "Kojo Addai: head-of-state of KE; Oskar Brennick: head-of-state of CL",
    ),
    ("en", "The foreign ministers of Kenya, Mali and Chile, Kojo Addai and Oskar Brennick, spoke.", None),
    # a title of one country's usage
    ("en", "Secretary of State Kojo Addai spoke in Kenya.", "Kojo Addai: foreign-minister of US"),
    # a state has one president at a time
    (
        "en",
        "President Kojo Addai met Chilean President Oskar Brennick.",
        "Kojo Addai: head-of-state; Oskar Brennick: head-of-state of CL",
    ),
    ("en", "Oskar Brennick met the president of Chile.", None),
    # a family name in -а that no table knows, behind a given name that does not decline
    ("ru", "Министр обороны Чили Кэндзи Танара прибыл.", "Кэндзи Танара: defence-minister of CL"),
    ("ru", "Министр обороны Чили Амина Сабита прибыла.", "Амина Сабита: defence-minister of CL"),
    bug(
        "ru",
        "Пресс-секретарь Джо Сарка сообщил о дожде.",
        None,
        reason="the genitive of an unlisted family name looks like the nominative of one in -а",
    ),
    # a region is named more often than the one country
    (
        "ru",
        "Абхазия ждет. Дожди идут в Абхазии. Экс-премьер Иван Берёзкин уехал. Гости из Чили остались.",
        "Иван Берёзкин: former head-of-government",
    ),
    ("ru", "Президент Чили Иван Берёзкин выступил.", "Иван Берёзкин: head-of-state of CL"),
    ("ru", "С президентом Чили Иваном Берёзкиным говорили.", "Иван Берёзкин: head-of-state of CL"),
    ("ru", "Иван Берёзкин, министр обороны Чили, выступил.", "Иван Берёзкин: defence-minister of CL"),
    ("ru", "Бывший президент Чили Иван Берёзкин выступил.", "Иван Берёзкин: former head-of-state of CL"),
    ("ru", "Генеральный секретарь ОДКБ Иван Берёзкин выступил.", "Иван Берёзкин: secretary-general of csto"),
    ("ru", "Исполняющий обязанности президента Чили Иван Берёзкин выступил.", "Иван Берёзкин: head-of-state of CL"),
    ("ru", "Разговор с Иваном Берёзкиным: президент Чили доволен.", None),
    ("ru", "Лидер повстанцев Иван Берёзкин выступил.", "Иван Берёзкин: head/party"),
    ("ru", "Спецпредставитель ООН по Ливии Иван Берёзкин выступил.", "Иван Берёзкин: envoy of un"),
    ("ru", "Президент Чили и министр обороны Кении Иван Берёзкин выступили.", "Иван Берёзкин: defence-minister of KE"),
    (
        "ru",
        "Министры иностранных дел Чили и Кении Иван Берёзкин и Анна Светлова выступили.",
        "Анна Светлова: foreign-minister of KE; Иван Берёзкин: foreign-minister of CL",
    ),
    (
        "ru",
        "Министр обороны Чили Иван Берёзкин и его кенийский коллега Виктор Лунин выступили.",
        "Виктор Лунин: defence-minister of KE; Иван Берёзкин: defence-minister of CL",
    ),
    ("ar", "قال وزير خارجية كينيا يوسف المنصوري أمس", "يوسف المنصوري: foreign-minister of KE"),
    ("ar", "قال وزير الخارجية الكيني يوسف المنصوري أمس", "يوسف المنصوري: foreign-minister of KE"),
    ("ar", "قال وزير الدفاع الكيني السابق يوسف المنصوري أمس", "يوسف المنصوري: former defence-minister of KE"),
    ("ar", "قال يوسف المنصوري، وزير خارجية كينيا، أمس", "يوسف المنصوري: foreign-minister of KE"),
    # whom a deputy, adviser or aide serves holds nothing here, whatever adjectives stand between
    ("fa", "رضا کاوه معاون پارلمانی رئیس‌جمهور کنیا گفت", "رضا کاوه: other/vice-president of KE"),
    ("fa", "رضا کاوه معاون حقوقی و اداری وزیر خارجه کنیا گفت", "رضا کاوه: deputy-minister/foreign-affairs of KE"),
    ("fa", "رضا کاوه رئیس دفتر رئیس‌جمهور کنیا گفت", "رضا کاوه: other/chief-of-staff of KE"),
    # who heads a body heads it and not its country; a spokesman of a ministry speaks for the country
    ("fa", "کامران سعیدی رئیس سازمان انرژی شیلی سخن گفت", "کامران سعیدی: head of سازمان انرژی شیلی"),
    ("fa", "کامران سعیدی سخنگوی وزارت خارجه شیلی سخن گفت", "کامران سعیدی: spokesperson of CL"),
    ("fa", "وزیر خارجه کنیا کامران سعیدی گفت", "کامران سعیدی: foreign-minister of KE"),
    ("fa", "کامران سعیدی، وزیر خارجه کنیا، گفت", "کامران سعیدی: foreign-minister of KE"),
    ("fa", "کامران سعیدی وزیر دفاع سابق کنیا گفت", "کامران سعیدی: former defence-minister of KE"),
    # by order of a minister somebody else is appointed; a rank is no emir
    ("fa", "با حکم وزیر دفاع کنیا، کامران سعیدی راهی شد", None),
    ("fa", "به گفته وزیر دفاع کنیا، کامران سعیدی، راه باز است", "کامران سعیدی: defence-minister of KE"),
    ("fa", "امیر سرتیپ کامران سعیدی وارد کنیا شد", None),
    # a spokesman of somebody: the name is his, unless he is named before
    ("ar", "قال المتحدث باسم الرئيس الكيني يوسف المنصوري أمس", "يوسف المنصوري: spokesperson"),
    (
        "ar",
        "قال خالد البدري المتحدث باسم الرئيس الكيني يوسف المنصوري أمس",
        "خالد البدري: spokesperson; يوسف المنصوري: head-of-state of KE",
    ),
    # where or in what the office is held may stand before the name
    ("ar", "قال رئيس البرلمان في كينيا يوسف المنصوري أمس", "يوسف المنصوري: speaker of KE"),
    # a counterpart holds the office named last, of a country of its own
    (
        "ar",
        "التقى وزير الخارجية الكيني يوسف المنصوري نظيره التونسي خالد البدري",
        "خالد البدري: foreign-minister of TN; يوسف المنصوري: foreign-minister of KE",
    ),
    (
        "fa",
        "وزیر خارجه کنیا کامران سعیدی با همتای تونسی خود رضا کاوه دیدار کرد",
        "رضا کاوه: foreign-minister of TN; کامران سعیدی: foreign-minister of KE",
    ),
    (
        "fa",
        "وزیر خارجه کنیا کامران سعیدی با همتای تونسی‌اش رضا کاوه دیدار کرد",
        "رضا کاوه: foreign-minister of TN; کامران سعیدی: foreign-minister of KE",
    ),
    (
        "en",
        "Kenyan Foreign Minister Kojo Addai met his Chilean counterpart Oskar Brennick.",
        "Kojo Addai: foreign-minister of KE; Oskar Brennick: foreign-minister of CL",
    ),
    # a state office without a country takes the only one of the sentence
    ("en", "Foreign Minister Kojo Addai returned to Kenya.", "Kojo Addai: foreign-minister of KE"),
    # two offices of one person
    (
        "en",
        "Prime Minister and Defence Minister of Kenya Kojo Addai spoke.",
        "Kojo Addai: defence-minister of KE; Kojo Addai: head-of-government of KE",
    ),
    # the office of one is not the office of the other
    (
        "en",
        "President Oskar Brennick and Defence Minister Kojo Addai of Kenya spoke.",
        "Kojo Addai: defence-minister of KE; Oskar Brennick: head-of-state of KE",
    ),
    (
        "ru",
        "Президент Чили Иван Берёзкин и министр обороны Кении Пётр Лунин встретились.",
        "Иван Берёзкин: head-of-state of CL; Пётр Лунин: defence-minister of KE",
    ),
    ("en", "The driver of President Oskar Brennick of Chile spoke.", "Oskar Brennick: head-of-state of CL"),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_who_holds_an_office(language, text, expected):
    assert offices(text, language) == expected


HEADLINES = [
    ("en", "Kenya picks a new defence minister", "Oskar Brennick, an engineer, spoke."),
    ("fa", "گفت‌وگو با وزیر دفاع کنیا", "رضا کاوه گفت هوا خوب است."),
]


@pytest.mark.parametrize(("language", "title", "text"), HEADLINES)
def test_the_office_that_ends_a_headline_is_not_held_by_the_first_name_of_the_body(language, title, text):
    assert offices(text, language, title=title) is None


ARABIC = [
    # the land of an envoy, of a counterpart, or of a journey is not that of the minister beside it
    ("استقبل الوزير يوسف المنصوري السفير الكيني.", "يوسف المنصوري: minister"),
    (
        "وقع وزير الاقتصاد يوسف المنصوري وسفير كينيا خالد البدري على قرض.",
        "خالد البدري: ambassador of KE; يوسف المنصوري: minister/economy",
    ),
    ("عاد وزير الخارجية يوسف المنصوري من كينيا أمس.", "يوسف المنصوري: foreign-minister"),
    # an office right behind the subject of a verb is another person, save before "that"
    ("وهنأ بيلوف الأمين العام بمناسبة توليه منصبه", None),
    ("قال سيرغي بيلوف وزير خارجية كينيا إن الحوار مستمر", "سيرغي بيلوف: foreign-minister of KE"),
    ("أقال الرئيس الكيني يوسف المنصوري وزير الداخلية أمس", "يوسف المنصوري: head-of-state of KE"),
    ("فخامة الرئيس يوسف المنصوري رئيس جمهورية كينيا", "يوسف المنصوري: head-of-state of KE"),
    ("حضر السفير الكيني لدى المملكة يوسف المنصوري", "يوسف المنصوري: ambassador of KE"),
    ("نفى المتحدث باسم الحكومة الكينية يوسف المنصوري ذلك", "يوسف المنصوري: spokesperson of KE"),
    (
        "أكد مساعد وزير الخارجية الكيني للشؤون الأفريقية يوسف المنصوري ذلك",
        "يوسف المنصوري: deputy-minister/foreign-affairs of KE",
    ),
    (
        "عقد وزيرا خارجية كينيا وتشيلي، يوسف المنصوري وسامي الخوري، جلسة",
        "سامي الخوري: foreign-minister of CL; يوسف المنصوري: foreign-minister of KE",
    ),
    ("أدى رئيس الحكومة يوسف المنصوري اليمين الدستورية أمام الملك", "يوسف المنصوري: head-of-government"),
    (
        "انتخب البرلمان أمس قائد الجيش يوسف المنصوري رئيسا للجمهورية",
        "يوسف المنصوري: commander; يوسف المنصوري: head-of-state",
    ),
]


@pytest.mark.parametrize(("text", "expected"), ARABIC)
def test_who_holds_an_arabic_office(text, expected):
    assert offices(text, "ar") == expected


APPOINTED = [
    ("en", "Oskar Brennick was appointed foreign minister of Kenya.", "Oskar Brennick: foreign-minister of KE"),
    ("en", "Kojo Addai resigned as prime minister of Kenya.", "Kojo Addai: former head-of-government of KE"),
    ("ru", "Виктор Лунин назначен послом Кении в Чили.", "Виктор Лунин: ambassador of KE"),
    ("fa", "رضا کاوه به عنوان وزیر دفاع کنیا منصوب شد", "رضا کاوه: defence-minister of KE"),
    ("ar", "عين يوسف المنصوري وزيرا للدفاع في كينيا", "يوسف المنصوري: defence-minister of KE"),
]


@pytest.mark.parametrize(("language", "text", "expected"), APPOINTED)
def test_who_is_appointed_or_resigns_holds_or_held_the_office(language, text, expected):
    assert offices(text, language) == expected


CHAIRS = [
    (
        "en",
        "On 1 March 2023 Kenya took over the chairmanship of the CSTO.",
        "KE: chair of csto since 2023-03-01",
    ),
    ("en", "Kenya chairs the CSTO.", "KE: chair of csto"),
    ("en", "Kenya handed over the chairmanship of the CSTO to Chile.", "CL: chair of csto; KE: former chair of csto"),
    ("ru", "Кения председательствует в ОДКБ.", "KE: chair of csto"),
    ("ru", "1 марта 2023 года председательство в ОДКБ перешло к Кении.", "KE: chair of csto since 2023-03-01"),
    ("ar", "تتولى كينيا رئاسة منظمة معاهدة الأمن الجماعي", "KE: chair of csto"),
    ("fa", "کنیا ریاست سازمان پیمان امنیت جمعی را بر عهده دارد", "KE: chair of csto"),
]


@pytest.mark.parametrize(("language", "text", "expected"), CHAIRS)
def test_a_state_holds_a_chair(language, text, expected):
    assert offices(text, language) == expected


def test_a_chair_held_since_a_day_before_the_page_is_a_current_one_of_the_state_behind_the_acronym():
    text = "С 1 января 2025 года в Организации экономического сотрудничества (ОЭС) председательствует Кения."
    assert offices(text, "ru", published="2025-01-09") == "KE: chair of eco since 2025-01-01"


def test_a_chair_held_in_a_year_before_the_page_is_a_former_one():
    assert offices("In 2021 Kenya chaired the CSTO.", "en", published="2023-05-02") == (
        "KE: former chair of csto since 2021 until 2021"
    )


WHOSE = [
    # the state that the page names alone, or far more often than others
    ("en", "President Oskar Brennick spoke. He lives in Chile.", "Oskar Brennick: head-of-state of CL"),
    ("en", "President Oskar Brennick spoke. Europe listened. Chile cheered.", "Oskar Brennick: head-of-state"),
    # a part of the world, or a region, has no president
    ("en", "President Oskar Brennick spoke. Europe cheered.", "Oskar Brennick: head-of-state"),
    # what a sentence says of a state that the page names less is no word on whose office it is
    (
        "en",
        "Chile votes. Chile waits. The Kenyan delegation saw President Oskar Brennick.",
        "Oskar Brennick: head-of-state",
    ),
    ("en", "Kenya votes. The Kenyan paper praised President Oskar Brennick.", "Oskar Brennick: head-of-state of KE"),
    # of two whom the page would give one state, the one whom it names more often has it
    (
        "en",
        "Chile votes. President Oskar Brennick spoke. Brennick waved. President Kojo Addai listened. Chile cheered.",
        "Kojo Addai: head-of-state; Oskar Brennick: head-of-state of CL",
    ),
    # where somebody goes, with a preposition written on the name
    ("ar", "تحدثت الصحف عن زيارة الرئيس هشام البدري لكينيا. وشيلي بعيدة.", "هشام البدري: head-of-state"),
    # a land in the office word itself
    (
        "ar",
        "التقت المستشارة الألمانية هايكه برانت الوفد. وكينيا وكينيا بعيدة.",
        "هايكه برانت: head-of-government of DE",
    ),
    # the land of another's office in the sentence, save where "and" joins the two
    (
        "ru",
        "Кения и Чили ждут. Кения ждёт. Президент Чили Иван Берёзкин принял министра иностранных дел Виктора Лунина.",
        "Виктор Лунин: foreign-minister; Иван Берёзкин: head-of-state of CL",
    ),
    (
        "ru",
        "Кения и Чили ждут. Кения ждёт. Выступили президент Чили Иван Берёзкин и министр иностранных дел Виктор Лунин.",
        "Виктор Лунин: foreign-minister of CL; Иван Берёзкин: head-of-state of CL",
    ),
    # a ruler's title right behind another office is a name, save where its land follows
    ("en", "Chilean Defence Minister Sultan Addai spoke.", "Sultan Addai: defence-minister of CL"),
    ("en", "Chilean Defence Minister Sultan of Kenya spoke.", None),
    ("ar", "تحدث وزير الدفاع الكيني سلطان البدري.", "سلطان البدري: defence-minister of KE"),
    # "son of" stands between names
    ("ar", "وصل زايد بن سلطان الحداد إلى كينيا.", None),
]


@pytest.mark.parametrize(("language", "text", "wanted"), WHOSE)
def test_whose_office_it_is(language: str, text: str, wanted: str | None) -> None:
    assert offices(text, language) == wanted
