import pytest

from dragoman.language.identification import guess_language, identify_language, load_profiles, reaches, score_languages


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("The two ministers said on Monday that they would sign the treaty in the spring.", "en"),
        ("Министры заявили, что подпишут договор весной, когда закончатся переговоры.", "ru"),
        ("قال الوزيران إن التوقيع على المعاهدة سيكون في الربيع بعد انتهاء المحادثات.", "ar"),
        ("دو وزیر گفتند که این پیمان را در بهار پس از پایان گفتگوها امضا می‌کنند.", "fa"),
        ("دو وزير گفتند كه اين پيمان را در بهار پس از پايان مذاكرات امضا مي كنند.", "fa"),
        ("Вазирон гуфтанд, ки ин аҳдномаро дар баҳор баъд аз анҷоми гуфтушунид имзо мекунанд.", "tg"),
        ("Ҷаласаи вазирон рӯзи чоршанбе дар Хуҷанд баргузор мегардад.", "tg"),
        ("Он ҷо касе набуд ва мо ба хона рафтем, зеро борон меборид.", "tg"),
        ("Ўзбекистон вазирлари баҳорда шартнома имзоланишини айтди ва бу ҳақида хабар берди.", "uz-Cyrl"),
        ("Министрлер бұл келісімге көктемде қол қойылатынын және келіссөздер аяқталатынын айтты.", "kk"),
        ("Министрлер бул келишимге жазында кол коюларын жана сүйлөшүүлөр бүтөрүн айтышты.", "ky"),
        ("Vazirlar bu shartnoma bahorda imzolanishini va muzokaralar yakunlanishini aytdi.", "uz"),
        ("Міністри заявили, що підпишуть договір навесні, коли закінчаться переговори.", "uk"),
        ("Міністры заявілі, што падпішуць дамову ўвесну, калі скончацца перамовы.", "be"),
        ("Bakanlar bu anlaşmanın ilkbaharda imzalanacağını ve görüşmelerin süreceğini söyledi.", "tr"),
        ("Nazirlər bu müqavilənin yazda imzalanacağını və danışıqların davam edəcəyini bildirib.", "az"),
        ("部长们表示他们将在春天签署条约。", "zh"),
        ("Les ministres ont dit que le traité serait signé au printemps, après les pourparlers.", "fr"),
        ("Die Minister sagten, dass der Vertrag im Frühling nach den Gesprächen unterzeichnet wird.", "de"),
        ("وزیرانو وویل چې دا تړون به په پسرلي کې له خبرو وروسته لاسلیک شي.", "ps"),
        ("وزیروں نے کہا کہ اس معاہدے پر بہار میں بات چیت کے بعد دستخط ہوں گے۔", "ur"),
        ("השרים אמרו כי האמנה תיחתם באביב", "he"),
        ("Նախարարներն ասացին, որ պայմանագիրը կստորագրվի", "hy"),
        ("მინისტრებმა თქვეს, რომ ხელშეკრულებას გაზაფხულზე მოაწერენ ხელს", "ka"),
        ("รัฐมนตรีกล่าวว่าจะลงนามในสนธิสัญญา", "th"),
        ("12.05.2024, 14:30", None),
        ("", None),
    ],
)
def test_identify_language(text, tag):
    assert identify_language(text) == tag


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Vardanyan meets Naderi, Yesenbekov.", "en"),
        ("Ambassador Özgür Yıldız met Foreign Minister Çağlar Şahin.", "en"),
        ("Ораторы предложили запретить въезд.", "ru"),
        ("Саммит рыбаков пройдет в Астане", "ru"),
        ("Виктор Лунин пообещал Кении поддержку.", "ru"),
        ("Єгор Їжакевич и Сергей Лапин обсудили поставки зерна.", "ru"),
        ("Рустам Ҷалилов и Фарид Қосимов встретились в Душанбе.", "ru"),
        ("الرئيس مارات يسنبكوف يستقبل پوريا نادري في أستانا.", "ar"),
        ("گفتگوی تلفنی نادری و یسنبکوف", "fa"),
        ("وزير خارجه ارمنستان وارد تهران شد", "fa"),
        ("Мулоқоти Рустам Солиев бо Тигран Варданян", "tg"),
        ("Марат Есенбеков Мәскеуге келді.", "kk"),
        ("Олег Кравець прийняв посла Марека Новака.", "uk"),
        ("شہباز گیلانی تہران پہنچ گئے", "ur"),
        ("د بهرنیو چارو وزیر امیر خان کابل ته راغی.", "ps"),
    ],
)
def test_names_of_other_languages_are_no_evidence(text, tag):
    assert identify_language(text) == tag


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Есенбеков позвонил Надери", "ru"),
        ("Vardanyan phones Naderi", "en"),
        ("تيغران فاردانيان وبهروز", "ar"),
        ("Vardanyan", None),
        ("2024, 14:30", None),
    ],
)
def test_where_nothing_decides_the_likeliest_language_of_the_script_is_guessed(text, tag):
    assert identify_language(text) is None
    assert guess_language(text) == tag


def test_candidates_limit_the_answer():
    text = "Министры заявили, что подпишут договор весной."
    assert identify_language(text, candidates=("uk", "bg")) != "ru"
    assert identify_language(text, candidates=("en",)) is None


def test_a_word_that_speaks_for_nothing_is_undecided():
    assert identify_language("Xyzzq") is None


def test_scores_explain_the_choice():
    scores = score_languages("The minister said that the talks will go on.")
    assert max(scores, key=scores.get) == "en"


def test_every_script_has_profiles_and_tags_are_unique():
    tags = [profile.tag for profiles in load_profiles().values() for profile in profiles]
    assert len(tags) == len(set(tags)) > 50


@pytest.mark.parametrize(
    "text",
    [
        "The two ministers said on Monday that they would sign the treaty in the spring.",
        "Министры заявили, что подпишут договор весной, когда закончатся переговоры.",
        "Министрлер бұл келісімге көктемде қол қойылатынын және келіссөздер аяқталатынын айтты.",
        "دو وزیر گفتند که این پیمان را در بهار پس از پایان گفتگوها امضا می‌کنند.",
        "Касим Вардан, Aspen Institute",
        "2024, 14:30",
    ],
)
@pytest.mark.parametrize("least", [0.01, 0.15, 0.4, 0.9])
def test_a_score_is_reached_exactly_where_it_is_as_high(text, least):
    scores = score_languages(text)
    reached = {tag for tag in ("ru", "uk", "kk", "en", "de", "ar", "fa") if reaches(text, tag, least)}
    assert reached == {tag for tag in ("ru", "uk", "kk", "en", "de", "ar", "fa") if scores.get(tag, 0.0) >= least}
