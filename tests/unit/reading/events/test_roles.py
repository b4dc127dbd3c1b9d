"""Who does what: roles in the four ways in which languages mark them."""

import pytest
from tests.unit.reading.notation import events, roles

ENGLISH = [
    # who is welcomed to a place is met, what is welcomed is supported
    (
        "Minister Kojo Addai welcomed President Oskar Brennick to Nairobi.",
        "meet: guest=Oskar Brennick, host=Kojo Addai",
    ),
    # whose what was hit is
    ("Kenya shelled positions of the Taliban.", "assault: actor=KE, target=taliban"),
    # where something happens does nothing there
    (
        "President Oskar Brennick flew to Nairobi, where he met Minister Kojo Addai.",
        "visit: guest=Oskar Brennick; meet: participant=Kojo Addai, participant=Oskar Brennick",
    ),
    # whoever is replaced takes no part
    ("Kojo Addai succeeds Oskar Brennick.", "take-office: appointed=Kojo Addai"),
    # to step up is not to step down
    ("Chile and Kenya agreed to step up trade on Monday.", "agree: participant=CL, participant=KE"),
    # subject, verb, object
    ("President Oskar Brennick received Minister Kojo Addai.", "meet: guest=Kojo Addai, host=Oskar Brennick"),
    ("The president of Chile received the foreign minister of Kenya.", "meet: guest=KE, host=CL"),
    (
        "President Oskar Brennick met with Minister Kojo Addai.",
        "meet: participant=Kojo Addai, participant=Oskar Brennick",
    ),
    # passive
    (
        "Minister Kojo Addai was received by President Oskar Brennick.",
        "meet: guest=Kojo Addai, host=Oskar Brennick",
    ),
    # whoever holds an office travels for the country; the country itself does not
    ("The foreign minister of Chile arrived in Nairobi.", "visit: guest=CL"),
    ("Minister Kojo Addai was arrested by Kenya.", "coerce: actor=KE, target=Kojo Addai"),
    # a place is no agent
    ("Minister Kojo Addai was arrested in Kenya.", "coerce: target=Kojo Addai"),
    # active verbs of the same words
    ("Kenya arrested Minister Kojo Addai.", "coerce: actor=KE, target=Kojo Addai"),
    # coordination
    (
        "President Oskar Brennick and Minister Kojo Addai met.",
        "meet: participant=Kojo Addai, participant=Oskar Brennick",
    ),
    ("Chile, Kenya and Mali signed an agreement.", "agree: participant=CL, participant=KE, participant=ML"),
    ("Chile accused Kenya and Mali of spying.", "accuse: actor=CL, target=KE, target=ML"),
    # an adjective and a possessor act
    ("Kenya is far. The Kenyan attack on Chile went on.", "assault: actor=KE, target=CL"),
    # the subject of a relative clause is the noun before it
    (
        "They heard President Oskar Brennick, who received Minister Kojo Addai.",
        "meet: guest=Kojo Addai, host=Oskar Brennick",
    ),
    # verbs joined by "and" share their subject, not their complements
    (
        "President Oskar Brennick arrived in Nairobi and met Minister Kojo Addai.",
        "visit: guest=Oskar Brennick; meet: participant=Kojo Addai, participant=Oskar Brennick",
    ),
    (
        "President Oskar Brennick met Minister Kojo Addai and signed an agreement with Kenya.",
        "meet: participant=Kojo Addai, participant=Oskar Brennick; agree: participant=KE, participant=Oskar Brennick",
    ),
    (
        "President Oskar Brennick met Minister Kojo Addai and said talks go on.",
        "meet: participant=Kojo Addai, participant=Oskar Brennick; state: actor=Oskar Brennick",
    ),
    # the verb after a relative clause goes on with the noun before it
    (
        "President Oskar Brennick, who received Minister Kojo Addai, criticised Kenya.",
        "meet: guest=Kojo Addai, host=Oskar Brennick; accuse: actor=Oskar Brennick, target=KE",
    ),
    # a relative clause in the singular speaks of the last one named
    (
        "President Oskar Brennick and Minister Kojo Addai, who is visiting Kenya, criticised Chile.",
        "visit: guest=Kojo Addai; accuse: actor=Kojo Addai, actor=Oskar Brennick, target=CL",
    ),
    # adjectives that share a noun act together
    (
        "Kenya and Chile are far. The Kenyan and Chilean envoys signed an agreement.",
        "agree: participant=CL, participant=KE",
    ),
    # a comma ends the phrase of a preposition
    (
        "After talks with Minister Kojo Addai, President Oskar Brennick criticised Kenya.",
        "meet: participant=Kojo Addai, participant=Oskar Brennick; accuse: actor=Oskar Brennick, target=KE",
    ),
    # countries act by their leaders, and a state by its troops
    ("The leaders of Kenya and Chile signed an agreement.", "agree: participant=CL, participant=KE"),
    (
        "Kenya's troops attacked the navy of Chile. Kenyan warplanes bombed Mali.",
        "assault: actor=KE, target=CL; assault: actor=KE, target=ML",
    ),
    # somebody without a name acts, nobody with one
    ("In Kenya rebels criticised President Oskar Brennick.", None),
    ("Kenya is calm. The rebels freed two sailors.", None),
    # whom a possessor's deed is held against
    ("Chile condemned Kenya's silence.", "accuse: actor=CL, target=KE"),
    # what the speaker says of himself is nobody else's act
    ("President Oskar Brennick smiled. Mr Addai, I congratulate you on the harvest.", None),
    ("Oskar Brennick: Mr Addai, I thank you.", "support: actor=Oskar Brennick"),
    # a plain noun before the verb is its subject, a participle before a preposition describes one
    ("He heard the singer Kojo Addai, the show's author said.", None),
    ("Oskar Brennick, the son of a farmer, said the nets are dry.", "state: actor=Oskar Brennick"),
    ("Oskar Brennick wrote of people forcibly deported from Mali.", "state: actor=Oskar Brennick"),
    # who is named in a quotation does not say it; a dash parts a negation from what follows
    ('"Addai is ill," the doctor told reporters.', None),
    ("We never lost - address by President Oskar Brennick", "state: actor=Oskar Brennick"),
    # what is not said is no statement
    ("President Oskar Brennick did not say why.", None),
    # those who met act together afterwards
    (
        "President Oskar Brennick met with President Kojo Addai. The two leaders signed an agreement.",
        "meet: participant=Kojo Addai, participant=Oskar Brennick; "
        "agree: participant=Kojo Addai, participant=Oskar Brennick",
    ),
    (
        "President Oskar Brennick met with President Kojo Addai. The leaders of Mali signed an agreement.",
        "meet: participant=Kojo Addai, participant=Oskar Brennick; agree: participant=ML",
    ),
    (
        "President Oskar Brennick met with President Kojo Addai. Some leaders signed an agreement.",
        "meet: participant=Kojo Addai, participant=Oskar Brennick",
    ),
    (
        "President Oskar Brennick met with Minister Kojo Addai and Minister Lena Oduya. The ministers signed a treaty.",
        "meet: participant=Kojo Addai, participant=Lena Oduya, participant=Oskar Brennick; "
        "agree: participant=Kojo Addai, participant=Lena Oduya",
    ),
    # words with nobody in them
    ("Somebody met somebody.", None),
]
RUSSIAN = [
    # a side at talks acts for its country, and nobody is "from" it
    ("Чили далеко. Чилийская сторона предложила Кении помощь.", "request: actor=CL, target=KE"),
    ("Чили далеко. С чилийской стороны договор подписал Виктор Лунин.", "agree: participant=Виктор Лунин"),
    # a ministry summons, whether the envoy is its object or the subject of a passive
    ("Посла Чили вызвали в МИД Кении.", "accuse: actor=МИД Кении, target=CL"),
    ("Посол Чили вызван в МИД Кении.", "accuse: actor=МИД Кении, target=CL"),
    # the embassy speaks, and not the town where it is; so does a building of state
    ("В посольстве Чили в Найроби опровергли слухи.", "state: actor=посольстве Чили"),
    ("В Кремле назвали слухи смешными.", "state: actor=kremlin"),
    ("В Кремле погас свет.", None),
    # what a man is called stands in one case with his name; a participle without its noun describes nobody
    ("Чили освободила яхтсмена Виктора Лунина.", "concede: actor=CL, target=Виктор Лунин"),
    ("Виктор Лунин признан виновным.", "coerce: target=Виктор Лунин"),
    ("К протестующим вышел Виктор Лунин.", None),
    # what goes on in the north of a land is not aimed at it
    ("На севере Мали хуситы напали на конвой ООН.", "assault: actor=houthis, target=un"),
    # talks with nobody named are those of before
    (
        "Виктор Лунин встретился с Иваном Берёзкиным. Следующая встреча состоится в мае.",
        "meet: participant=Виктор Лунин, participant=Иван Берёзкин; "
        "meet (planned): participant=Виктор Лунин, participant=Иван Берёзкин",
    ),
    (
        "По итогам переговоров Виктор Лунин и Иван Берёзкин подписали договор.",
        "meet: participant=Виктор Лунин, participant=Иван Берёзкин; "
        "agree: participant=Виктор Лунин, participant=Иван Берёзкин",
    ),
    # who has a birthday is congratulated, though it stands behind a preposition
    ("Кения поздравила с днём рождения министра Виктора Лунина.", "support: actor=KE, target=Виктор Лунин"),
    (
        "В Найроби прошло заседание ОДКБ с участием премьеров Кении и Чили.",
        "convene: participant=CL, participant=KE, participant=csto",
    ),
    ("Прохожий погиб при взрыве бытового газа в Кении.", None),
    ("Кения и Чили встретились в финале турнира.", None),
    # the last of a list needs no "and"
    (
        "На встрече присутствовали Виктор Лунин, Иван Берёзкин, Пётр Сомов.",
        "meet: participant=Виктор Лунин, participant=Иван Берёзкин, participant=Пётр Сомов",
    ),
    # a name in quotation marks stands in the case of the noun before it, and a genitive passes to whom "and" joins
    ("Кения осудила движение «Талибан».", "accuse: actor=KE, target=taliban"),
    ("Кения осудила захват Чили и Перу.", "accuse: actor=KE, target=CL, target=PE; coerce: target=CL, target=PE"),
    # a speaker with a title that no table has
    ("Мост откроют, — сменный мастер порта Виктор Лунин.", "state: actor=Виктор Лунин"),
    # delegations go for their states, without a leader as well
    ("Делегации Кении и Чили прибыли в Найроби.", "visit: guest=CL, guest=KE"),
    ("Делегация Кении во главе с Виктором Луниным прибыла в Чили.", "visit: guest=Виктор Лунин"),
    # whose what is liberated is congratulated on is not the one congratulated
    ("Министр Виктор Лунин поздравил гостей с освобождением Найроби.", "support: actor=Виктор Лунин"),
    # talks by video are a call
    (
        "Министр Виктор Лунин в режиме видеоконференции провёл переговоры с Иваном Берёзкиным.",
        "call: participant=Виктор Лунин, participant=Иван Берёзкин",
    ),
    # what was prevented has not come about
    ("Кения предотвратила покушение на Виктора Лунина.", None),
    ("Кения выдала гражданам паспорта.", None),
    # a noun of another gender or number is no subject of the verb
    ("Министр Виктор Лунин, в частности, подчеркнул важность связей.", "state: actor=Виктор Лунин"),
    ("Об этом, по слухам, сообщило ведомство. Виктор Лунин молчал.", None),
    ("Кения и Чили обвинили друг друга в обмане.", "accuse: actor=CL, actor=KE"),
    # who acts for a minister stands in the nominative, though "minister" is a genitive then
    ("Исполняющий обязанности министра обороны Виктор Лунин посетил Чили.", "visit: guest=Виктор Лунин"),
    # several holders without a name sign for their states
    ("Договор подписан президентами Кении и Чили.", "agree: participant=CL, participant=KE"),
    # a short participle is no adjective of an office
    ("В Найроби убит глава ОДКБ Виктор Лунин.", "assault: target=Виктор Лунин"),
    # each of several holders of one office with a land of their own
    (
        "Президенты Кении Иван Берёзкин и Чили Виктор Лунин встретились в порту.",
        "meet: participant=Виктор Лунин, participant=Иван Берёзкин",
    ),
    # a state in the singular takes no verb in the plural, and a genitive behind a preposition is no subject
    ("Иран обвиняют в обмане.", None),
    ("Филиппины и Кению обвинили в обмане.", None),
    ("На полях Генассамблеи ООН встретились президенты Кении и Чили.", "meet: participant=CL, participant=KE"),
    # what goes on at a summit is no summit of those who are there
    (
        "В ходе саммита состоялась встреча министра Виктора Лунина с Иваном Берёзкиным.",
        "meet: participant=Виктор Лунин, participant=Иван Берёзкин",
    ),
    # an office without a name travels for its state
    ("Завершился визит премьера Кении в Чили.", "visit: guest=KE"),
    # who says it stands alone behind the dash that ends a sentence
    ("Мост откроют весной, — Виктор Лунин.", "state: actor=Виктор Лунин"),
    ("«Моста не будет», — министр Виктор Лунин.", "state: actor=Виктор Лунин"),
    ("Гостей ждали двое: повар, — Найроби.", None),
    ("Кения предложила новый закон, — Чили.", "request: actor=KE"),
    # the east of a land is where, and not who
    ("На востоке ДР Конго убиты десять солдат.", "assault: "),
    # a family name like a plural in the genitive
    ("Министр Пётр Сомов созвонился с Виктором Луниным.", "call: participant=Виктор Лунин, participant=Пётр Сомов"),
    ("Министр Виктор Лунин пригласил Фариса Рахими в Найроби.", "request: actor=Виктор Лунин, target=Фарис Рахими"),
    ("Кения и Чили согласовали условия перемирия.", "agree: participant=CL, participant=KE"),
    # whose what was hit is, also under a preposition
    ("Кения обстреляла позиции талибов.", "assault: actor=KE, target=taliban"),
    ("Кения нанесла удары по складам талибов.", "assault: actor=KE, target=taliban"),
    # soldiers act for their state, other people with the adjective do not
    ("Кения далеко. Кенийские военные заявили о победе.", "state: actor=KE"),
    ("Кения далеко. Кенийские военные врачи заявили о победе.", None),
    ("Министр Виктор Лунин принял делегацию ОДКБ.", "meet: guest=csto, host=Виктор Лунин"),
    # a preposition that takes a vowel is the same one
    (
        "Президент Иван Берёзкин встретился со спикером Виктором Луниным.",
        "meet: participant=Виктор Лунин, participant=Иван Берёзкин",
    ),
    # offices in a row are one person's
    (
        "Президент Иван Берёзкин встретился с сопредседателем, министром Виктором Луниным.",
        "meet: participant=Виктор Лунин, participant=Иван Берёзкин",
    ),
    # what follows talks is signed by those who held them
    (
        "Президент Иван Берёзкин встретился с министром Виктором Луниным. По итогам встречи подписан договор.",
        "meet: participant=Виктор Лунин, participant=Иван Берёзкин; "
        "agree: participant=Виктор Лунин, participant=Иван Берёзкин",
    ),
    # a participle describes a noun of its own case
    ("Об этом рассказал секретарь Виктора Лунина, отказавшийся говорить.", None),
    # what people demand has not come about
    ("На площади стояли те, кто выступает за отставку Виктора Лунина.", None),
    ("Президент Иван Берёзкин принял министра Виктора Лунина.", "meet: guest=Виктор Лунин, host=Иван Берёзкин"),
    ("Министра Виктора Лунина принял президент Иван Берёзкин.", "meet: guest=Виктор Лунин, host=Иван Берёзкин"),
    ("Президент Чили принял министра иностранных дел Кении.", "meet: guest=KE, host=CL"),
    ("Президент Чили принял помощь Кении.", None),
    # bodies with a plural for a name, and authorities, take a verb in the plural; a body in the singular does not
    ("ВМС Кении провели учения.", "mobilize: actor=ВМС Кении"),
    ("ВСУ атаковали порт.", "assault: actor=armed-forces@UA"),
    ("Талибы заявили протест.", "accuse: actor=taliban"),
    ("Вчера хуситы атаковали танкер.", "assault: actor=houthis"),
    ("Власти Кении арестовали журналиста.", "coerce: actor=KE"),
    ("ООН заявили протест.", None),
    # who fights for a body acts as that body
    ("Боевики «Талибана» убили десять солдат.", "assault: actor=taliban"),
    ("Боевики убили десять солдат в Кении.", None),
    ("Талибы освободили двух граждан Кении.", "concede: actor=taliban"),
    (
        "Президент Иван Берёзкин встретился с министром Виктором Луниным.",
        "meet: participant=Виктор Лунин, participant=Иван Берёзкин",
    ),
    (
        "С министром Виктором Луниным встретился президент Иван Берёзкин.",
        "meet: participant=Виктор Лунин, participant=Иван Берёзкин",
    ),
    ("Чили обвинила Кению в шпионаже.", "accuse: actor=CL, target=KE"),
    ("Кению обвинила Чили.", "accuse: actor=CL, target=KE"),
    ("Чили, Кения и Мали подписали соглашение.", "agree: participant=CL, participant=KE, participant=ML"),
    (
        "Состоялась встреча Ивана Берёзкина с Виктором Луниным.",
        "meet: participant=Виктор Лунин, participant=Иван Берёзкин",
    ),
    # a date, a noun behind a preposition: neither is the subject
    (
        "Президент Иван Берёзкин 2 мая 2024 года встретился с Виктором Луниным.",
        "meet: participant=Виктор Лунин, participant=Иван Берёзкин",
    ),
    (
        "Президент Иван Берёзкин в понедельник встретился с Виктором Луниным.",
        "meet: participant=Виктор Лунин, participant=Иван Берёзкин",
    ),
    # who is invited goes
    (
        "Президент Иван Берёзкин пригласил министра Виктора Лунина посетить Найроби.",
        "request: actor=Иван Берёзкин, target=Виктор Лунин",
    ),
    # who is appointed is the object, and the office is no apposition to the name
    (
        "Президент Кении назначил Виктора Лунина министром обороны.",
        "take-office: appointed=Виктор Лунин, by=KE",
    ),
    ("Послом Кении в Чили стал Виктор Лунин.", "take-office: appointed=Виктор Лунин, body=KE"),
    # who is received is the subject of a passive, the host its instrumental
    (
        "Виктор Лунин был принят президентом Кении Иваном Берёзкиным.",
        "meet: guest=Виктор Лунин, host=Иван Берёзкин",
    ),
    # a date before an office governs nothing
    (
        "15 мая министра Виктора Лунина принял президент Иван Берёзкин.",
        "meet: guest=Виктор Лунин, host=Иван Берёзкин",
    ),
    (
        "Министр Виктор Лунин и его чилийский коллега Иван Берёзкин подписали меморандум.",
        "agree: participant=Виктор Лунин, participant=Иван Берёзкин",
    ),
    # a name that is spelt like a particle is none
    ("Иван Берёзкин и Ли Вэй встретились в Найроби.", "meet: participant=Иван Берёзкин, participant=Ли Вэй"),
    # who comes with somebody acts with them
    (
        "Президент Иван Берёзкин с министром Виктором Луниным обсудили торговлю.",
        "meet: participant=Виктор Лунин, participant=Иван Берёзкин",
    ),
    # the subject of an infinitive is that of its verb
    (
        "Президент Иван Берёзкин намерен пригласить министра Виктора Лунина.",
        "request (planned): actor=Иван Берёзкин, target=Виктор Лунин",
    ),
    # a colon opens speech, and a ministry speaks where somebody says something in it
    ("Иван Берёзкин: Мост откроют весной.", "state: actor=Иван Берёзкин"),
    ("В Африканском союзе заявили, что мост готов.", "state: actor=african-union"),
    # a noun behind a comma is not the subject of the next verb
    (
        "Иван Берёзкин, ранее занимавший пост министра, прибыл в Найроби.",
        "visit: guest=Иван Берёзкин",
    ),
    # a weekday governs no name
    (
        "Министр Виктор Лунин уехал. В четверг Лунин встретился с Иваном Берёзкиным.",
        "meet: participant=Виктор Лунин, participant=Иван Берёзкин",
    ),
    # what the speaker says of himself is nobody else's act
    ("Выступил министр Виктор Лунин. Хочу отметить труд рыбаков.", None),
    ("Министр Виктор Лунин улыбнулся. Мы осуждаем шум.", None),
    ("Виктор Лунин: Благодарю рыбаков.", "state: actor=Виктор Лунин; support: actor=Виктор Лунин"),
    # a plain noun behind the verb is its subject
    ("Иван Берёзкин ждал певицу Анну Лунину, которая заболела, сообщает автор передачи.", None),
    ("Звонил Иван Берёзкин, глава компании Tesla, подтвердили источники.", None),
    # what is not said is no statement
    ("Министр Виктор Лунин не сообщил о дожде.", None),
    ("Министр Виктор Лунин выступит с докладом.", None),
    # what is only threatened is no attack
    ("Виктор Лунин говорил об угрозе Кении нанести удар по Мали.", "state: actor=Виктор Лунин"),
    # those who met act together afterwards
    (
        "Президент Иван Берёзкин встретился с Виктором Луниным. Главы двух государств подписали соглашение.",
        "meet: participant=Виктор Лунин, participant=Иван Берёзкин; "
        "agree: participant=Виктор Лунин, participant=Иван Берёзкин",
    ),
    (
        "Президент Иван Берёзкин встретился с Виктором Луниным. Соглашение подписали министры Кении и Чили.",
        "meet: participant=Виктор Лунин, participant=Иван Берёзкин; agree: participant=CL, participant=KE",
    ),
    # a pronoun agrees with the given name
    (
        "Президент Иван Берёзкин принял Анну Лунину. Она пригласила Ивана Берёзкина в Кению.",
        "meet: guest=Анна Лунина, host=Иван Берёзкин; request: actor=Анна Лунина, target=Иван Берёзкин",
    ),
    # whoever holds an office travels for the country
    ("Премьер-министр Чили прибыл в Найроби.", "visit: guest=CL"),
    # leaders of two states meet
    ("Чили и Мали далеко. Прошла встреча лидеров Чили и Мали.", "meet: participant=CL, participant=ML"),
    ("Прошла встреча лидеров Африканского союза.", "convene: participant=african-union"),
    ("Кто-то встретился с кем-то.", None),
]
ARABIC = [
    # whoever holds an office travels for the country
    ("وصل رئيس وزراء تشيلي إلى نيروبي", "visit: guest=CL"),
    # the noun right before a relative pronoun acts, and has no name here
    ("التقى الوزير يوسف المنصوري النائب الذي اتهم كينيا بالتجسس.", None),
    ("قال الوزير يوسف المنصوري إن الدول التي رفضت المقترح كثيرة.", "state: actor=يوسف المنصوري"),
    # with nobody else, who is appointed in somebody's stead is the one behind the verb
    ("غادر الوزير. وعين يوسف المنصوري خلفا له.", "take-office: appointed=يوسف المنصوري"),
    # of "arrested" and those who do it without a name, who is named behind is arrested
    ("اعتقلت الشرطة يوسف المنصوري.", "coerce: target=يوسف المنصوري"),
    ("اعتقلت السلطات الوزير السابق يوسف المنصوري.", "coerce: target=يوسف المنصوري"),
    ("كينيا بعيدة. اعتقلت القوات الكينية يوسف المنصوري.", "coerce: actor=KE, target=يوسف المنصوري"),
    ("قصفت كينيا مخازن لحركة طالبان.", "assault: actor=KE, target=taliban"),
    # a capital whose name begins like "and" is the second of two sides, not of two speakers
    ("اتهمت كينيا واشنطن بالتجسس.", "accuse: actor=KE, target=واشنطن"),
    # a noun between "that" and the verb does it, not who says so
    ("قال الوزير يوسف المنصوري إن الأطراف وافقت على هدنة.", "state: actor=يوسف المنصوري"),
    # a source without a name is nobody, one that is named speaks
    ("قال مصدر أمني كيني إن كينيا بعيدة", None),
    ("قال مسؤول العلاقات يوسف المنصوري إن كينيا بعيدة", "state: actor=يوسف المنصوري"),
    # a masculine verb before a state, which is feminine, has its subject from before; a masculine state may be it
    (
        "قال الوزير يوسف المنصوري ذلك. ودعا كينيا إلى الحوار",
        "state: actor=يوسف المنصوري; request: actor=يوسف المنصوري, target=KE",
    ),
    ("دعا لبنان كينيا إلى الحوار", "request: actor=LB, target=KE"),
    # those who came to a meeting are no parties to it
    ("حضر اللقاء الوزير يوسف المنصوري", None),
    # two states meet where one verb has both
    ("أجرت كينيا وغانا محادثات أمس", "meet: participant=GH, participant=KE"),
    # a body meets, a person meets somebody
    ("أجرى مجلس الأمن الدولي مناقشات أمس", "convene: participant=un-security-council"),
    ("استقبل الرئيس يوسف المنصوري الوزير خالد البدري", "meet: guest=خالد البدري, host=يوسف المنصوري"),
    ("الرئيس يوسف المنصوري استقبل الوزير خالد البدري", "meet: guest=خالد البدري, host=يوسف المنصوري"),
    ("التقى يوسف المنصوري مع خالد البدري", "meet: participant=خالد البدري, participant=يوسف المنصوري"),
    ("التقى يوسف المنصوري بخالد البدري", "meet: participant=خالد البدري, participant=يوسف المنصوري"),
    ("وقعت تشيلي وكينيا اتفاقية", "agree: participant=CL, participant=KE"),
    ("اتهمت تشيلي كينيا بالتجسس", "accuse: actor=CL, target=KE"),
    # a region is what is shelled, also where nobody is named who does it; a capital acts for its state
    ("قصفت القوات الكينية كردستان", "assault: target=kurdistan"),
    ("شنت الطائرات الكينية غارات على كردستان", "assault: target=kurdistan"),
    # who fights for a body acts as that body; whom a minister attacks he attacks in words
    ("هاجم مقاتلو طالبان قاعدة عسكرية", "assault: actor=taliban"),
    ("هاجم الوزير يوسف المنصوري المعارضة", None),
    ("أدانت السلطات الكينية الهجوم. كينيا بعيدة", "accuse: actor=KE"),
    # two subjects joined by "and" meet each other, and so do offices that stand for their states
    ("التقى يوسف المنصوري وخالد البدري", "meet: participant=خالد البدري, participant=يوسف المنصوري"),
    ("التقى وزير خارجية تشيلي ووزير خارجية كينيا", "meet: participant=CL, participant=KE"),
    ("التقى وزير خارجية تشيلي وزير خارجية كينيا", "meet: participant=CL, participant=KE"),
    ("استقبل رئيس تشيلي وزير خارجية كينيا ووزير دفاع تونس", "meet: guest=KE, guest=TN, host=CL"),
    # a given name behind a family name of origin begins another person
    ("التقى يوسف المنصوري خالد البدري", "meet: participant=خالد البدري, participant=يوسف المنصوري"),
    ("استقبل الرئيس يوسف المنصوري خالد البدري", "meet: guest=خالد البدري, host=يوسف المنصوري"),
    # those who kill without a name govern nobody with an office or a title
    ("اغتال مجهولون الناشط الحقوقي خالد البدري", "assault: target=خالد البدري"),
    ("جرى لقاء", None),
    # a place between commas ends before the person behind it
    ("استقبل الرئيس يوسف المنصوري، أمس في تونس، الوزير خالد البدري", "meet: guest=خالد البدري, host=يوسف المنصوري"),
    # behind a word that points back the verb goes on with the subject of before
    (
        "زار الوزير خالد البدري كينيا، التقى خلالها الرئيس يوسف المنصوري",
        "visit: guest=خالد البدري; meet: participant=خالد البدري, participant=يوسف المنصوري",
    ),
    (
        "بحث الوزير خالد البدري، في اتصال هاتفي، مع الرئيس يوسف المنصوري الأوضاع",
        "call: participant=خالد البدري, participant=يوسف المنصوري",
    ),
    # meetings, calls and visits that a noun, a relative clause or a light verb tells
    (
        "قال الوزير خالد البدري بعد اللقاء الذي جمعه بالرئيس يوسف المنصوري إن الحوار مستمر",
        "state: actor=خالد البدري; meet: participant=خالد البدري, participant=يوسف المنصوري",
    ),
    (
        "جمع لقاء الرئيس يوسف المنصوري بالوزير خالد البدري",
        "meet: participant=خالد البدري, participant=يوسف المنصوري",
    ),
    (
        "وصل الوزير خالد البدري إلى نيروبي، وكان له لقاء مع الرئيس يوسف المنصوري",
        "visit: guest=خالد البدري; meet: participant=خالد البدري, participant=يوسف المنصوري",
    ),
    (
        "تسلم الرئيس يوسف المنصوري رسالة من الوزير خالد البدري",
        "call: participant=خالد البدري, participant=يوسف المنصوري",
    ),
    (
        "قال الوزير خالد البدري خلال اتصال أجراه مع الرئيس يوسف المنصوري إن الحوار مستمر",
        "state: actor=خالد البدري; call: participant=خالد البدري, participant=يوسف المنصوري",
    ),
    ("حل الوزير خالد البدري أمس بكينيا في زيارة رسمية", "visit: guest=خالد البدري"),
    ("عقد اجتماع أمس برئاسة الوزير خالد البدري", "convene: participant=خالد البدري"),
    (
        "قال الوزير خالد البدري لدى مشاركته في أعمال القمة إن الحوار مستمر",
        "state: actor=خالد البدري; convene: participant=خالد البدري",
    ),
    # who greets a guest at the airport does not meet him
    ("كان في استقباله بالمطار الوزير خالد البدري", None),
    # refusals, reproaches and threats that a noun tells
    ("جددت كينيا رفضها للمقترح", "reject: actor=KE"),
    ("اعتذرت كينيا عن استضافة القمة", "reject: actor=KE"),
    ("وجهت كينيا أصابع الاتهام إلى تونس", "accuse: actor=KE, target=TN"),
    ("لوحت كينيا بالحرب", "threaten: actor=KE"),
    ("علقت كينيا صادرات السلاح إلى تونس", "sanction: actor=KE, target=TN"),
    ("تعهدت كينيا بمساعدات عاجلة إلى تونس", "aid (planned): actor=KE, target=TN"),
    ("قضت محكمة بسجن خالد البدري", "coerce: target=خالد البدري"),
    ("صدرت مذكرة توقيف قديمة", None),
    ("تم أمس الإفراج عن خالد البدري", "concede: target=خالد البدري"),
    # the same verbs elsewhere: a player defends his club's colours, a minister stops a project
    ("دافع اللاعب خالد البدري عن ألوان ناديه", None),
    ("أوقف الوزير خالد البدري المشروع", None),
    (
        "أنهى الرئيس يوسف المنصوري مهام الوزير خالد البدري",
        "leave-office: by=يوسف المنصوري, participant=خالد البدري",
    ),
    # the verb behind "who" has the noun before it for its subject, unless a pronoun points back to that
    (
        "قال الرئيس يوسف المنصوري الذي يزور كينيا إن الحوار مستمر",
        "state: actor=يوسف المنصوري; visit: guest=يوسف المنصوري",
    ),
    (
        "قال الرئيس يوسف المنصوري، الذي كان يزور كينيا، إن الحوار مستمر",
        "state: actor=يوسف المنصوري; visit: guest=يوسف المنصوري",
    ),
    ("زار الوزير خالد البدري الجماعة التي هددت كينيا بالحرب", "visit: guest=خالد البدري"),
    ("أشار الوزير خالد البدري إلى الوزير الذي التقى به الرئيس يوسف المنصوري", "state: actor=خالد البدري"),
    ("تحدث خالد البدري عن كينيا التي رفضت المقترح", "state: actor=خالد البدري"),
    # a plural that only acts is the subject, and has no name
    ("اتهم ناشطون الوزير خالد البدري بالفساد", None),
    ("طالب محققون في كينيا بالتحقيق مع خالد البدري", None),
    # a comma closes what is said of the first, and parts him from whom he calls on
    (
        "دعا الوزير خالد البدري، رئيس الحكومة يوسف المنصوري إلى الحوار",
        "request: actor=خالد البدري, target=يوسف المنصوري",
    ),
    # what is called off or only intended, and what two are said to have between them
    ("تأجلت زيارة الوزير خالد البدري إلى كينيا", "visit (denied): guest=خالد البدري"),
    (
        "ألغيت القمة بين الرئيس يوسف المنصوري والوزير خالد البدري",
        "meet (denied): participant=خالد البدري, participant=يوسف المنصوري",
    ),
    ("كان اللقاء فرصة لبحث علاقات التعاون بين كينيا وتونس", None),
    ("جرى توقيع اتفاقية تعاون بين كينيا وتونس", "agree: participant=KE, participant=TN"),
    ("أفرج عن الناشط خالد البدري أمس", "concede: target=خالد البدري"),
    ("أطلقت السلطات سراح الصحفي خالد البدري", "concede: target=خالد البدري"),
    ("تعتزم كينيا إرسال قوات إلى الحدود", "mobilize (planned): actor=KE"),
    ("قررت كينيا سحب قواتها", "concede: actor=KE"),
    ("قررت كينيا فرض رسوم على تونس", "sanction: actor=KE, target=TN"),
    ("أعلنت كينيا تقديم منحة إلى تونس", "aid: actor=KE, target=TN"),
    ("قتل الوزير خالد البدري برصاص مجهولين", "assault: target=خالد البدري"),
    ("شكر الوزير خالد البدري الحضور بتكليف من الرئيس يوسف المنصوري", None),
    ("فككت القوات الكينية خلية. كينيا بعيدة", "coerce: actor=KE"),
    # a headline puts the subject first; whoever speaks at a noun of speech has spoken
    ("كينيا تدين الهجوم على السفارة", "accuse: actor=KE"),
    ("البرلمان الكيني ينتخب رئيسا جديدا", None),
    ("جاء ذلك في كلمة ألقاها الوزير خالد البدري أمام الحضور", "state: actor=خالد البدري"),
    # the object behind a name is no part of it
    (
        "بحث الوزير خالد البدري مع السفير كارل هوفمان مستجدات الوضع",
        "meet: participant=خالد البدري, participant=كارل هوفمان",
    ),
]
PERSIAN = [
    # those in whose presence a session is held take part
    ("نشست ماهیگیری با حضور وزیر خارجه کنیا و تونس برگزار شد", "convene: participant=KE, participant=TN"),
    ("کنیا دو قایق را به تونس تحویل داد", "cooperate: participant=KE, participant=TN"),
    # an apposition between commas stands before the mark of the object
    ("کنیا رضا کاوه، نوازنده تونسی، را بازداشت کرد", "coerce: actor=KE, target=رضا کاوه"),
    # what several say has its own subject
    ("مقامات کنیا می‌گویند تونس به طالبان حمله کرد", "state: actor=KE; assault: actor=TN, target=taliban"),
    ("کنیا هشدار داد تونس به طالبان حمله کرد", "state: actor=KE; assault: actor=TN, target=taliban"),
    # a host is no part of the name of the guest
    ("رئیس‌جمهور کنیا میزبان رضا کاوه بود", "meet: participant=KE, participant=رضا کاوه"),
    # the killed of a raid, and whose raid it was
    ("رضا کاوه در حمله پهپادی کنیا کشته شد", "assault: actor=KE, target=رضا کاوه"),
    # the complement of an object is not who is condemned, and what has no mark is no object
    ("کنیا حمله به تونس را محکوم کرد", "accuse: actor=KE"),
    (
        "کنیا حمله شیلی به تونس را محکوم کرد",
        "assault: actor=CL, target=TN; accuse: actor=KE, target=CL",
    ),
    ("رضا کاوه که از کنیا آمده بود، تهدید کرد راه را می‌بندد", "threaten: actor=رضا کاوه"),
    # "that" behind a verb of speech hangs on no noun
    (
        "کامران سعیدی در کنیا گفت که استعفا نخواهد کرد",
        "state: actor=کامران سعیدی; leave-office (denied): participant=کامران سعیدی",
    ),
    # a comma alone makes no list of two, and the outlet before a colon does nothing
    ("به گزارش رویترز، وزارت دفاع کنیا امروز خبر داد راه باز است", "state: actor=وزارت دفاع کنیا"),
    ("رویترز: این سند به زودی با کنیا به امضا خواهد رسید", "agree (planned): participant=KE"),
    # those who sit in a body of the tables act as that body
    ("اعضای شورای امنیت خواستار آرامش شدند", "request: actor=un-security-council"),
    ("مقامات اتحادیه اروپا گفتند راه باز است", "state: actor=eu"),
    # only people take offices
    ("طالبان به عنوان بهترین گروه انتخاب شد", None),
    # whoever stands alone before the mark that opens speech speaks
    ("وزیر خارجه شیلی: فردا باران می‌بارد", "state: actor=CL"),
    ("رضا کاوه: فردا باران می‌بارد", "state: actor=رضا کاوه"),
    ("برنامه فردا: باران می‌بارد", None),
    # at the meeting of somebody
    (
        "رضا کاوه در دیدار سفیر شیلی گفت راه باز است",
        "meet: participant=CL, participant=رضا کاوه; state: actor=رضا کاوه",
    ),
    # a letter is a letter and a greeting as well
    (
        "رضا کاوه در پیامی به رئیس‌جمهور شیلی، جشن ماهیگیران را تبریک گفت",
        "call: participant=CL, participant=رضا کاوه; support: actor=رضا کاوه, target=CL",
    ),
    # the government and people of a country are the country
    ("رضا کاوه به دولت و ملت شیلی تبریک گفت", "support: actor=رضا کاوه, target=CL"),
    # whoever speaks for a ministry without being named is the ministry, where no country is told
    ("سخنگوی وزارت امور خارجه گفت راه باز است", "state: actor=وزارت امور خارجه"),
    # a comma alone parts a subject from an object
    ("کنیا، تونس را به جاسوسی متهم کرد", "accuse: actor=KE, target=TN"),
    # a country behind a town says where that is
    ("پهپادها به نایروبی کنیا حمله کردند", None),
    # what the last word of a trigger governs stands behind it
    (
        "کامران سعیدی پس از سفر از کنیا ضمن اعلام حمایت از ماهیگیران گفت راه باز است",
        "support: actor=کامران سعیدی; state: actor=کامران سعیدی",
    ),
    # a noun with the ending of one thing takes no complement
    ("رئیس‌جمهور کنیا در حکمی رضا کاوه را به عنوان وزیر منصوب کرد", "take-office: appointed=رضا کاوه, by=KE"),
    # whoever holds an office travels for the country; the country itself does not
    ("وزیر خارجه شیلی وارد نایروبی شد", "visit: guest=CL"),
    ("شیلی وارد نایروبی شد", None),
    # nobody travels into talks or home
    ("رضا کاوه وارد بحث داغی شد", None),
    ("رضا کاوه به خانه رفت", None),
    ("رضا کاوه وارد این کشور شد", "visit: guest=رضا کاوه"),
    # "his own" stands between a counterpart and the name
    (
        "وزیر کامران سعیدی با همتای تونسی خود رضا کاوه دیدار کرد.",
        "meet: participant=رضا کاوه, participant=کامران سعیدی",
    ),
    ("رضا کاوه با کامران سعیدی دیدار کرد", "meet: participant=رضا کاوه, participant=کامران سعیدی"),
    ("کنیا و تونس توافقنامه امضا کردند", "agree: participant=KE, participant=TN"),
    ("کنیا تونس را به جاسوسی متهم کرد", "accuse: actor=KE, target=TN"),
    ("کامران سعیدی از رضا کاوه دعوت کرد به تهران سفر کند", "request: actor=کامران سعیدی, target=رضا کاوه"),
    ("کسی با کسی دیدار کرد", None),
]
DELEGATIONS = [
    (
        "en",
        "President Oskar Brennick met a Kenyan delegation headed by Kojo Addai.",
        "meet: participant=Kojo Addai, participant=Oskar Brennick",
    ),
    (
        "ru",
        "Президент Иван Берёзкин принял делегацию Кении во главе с Виктором Луниным.",
        "meet: guest=Виктор Лунин, host=Иван Берёзкин",
    ),
    ("ar", "استقبل الرئيس خالد البدري وفدا برئاسة يوسف المنصوري", "meet: guest=يوسف المنصوري, host=خالد البدري"),
    ("fa", "رضا کاوه با هیئتی به ریاست کامران سعیدی دیدار کرد", "meet: participant=رضا کاوه, participant=کامران سعیدی"),
    # an honorific is part of the phrase, and no noun that the name hangs on
    ("fa", "آیت‌الله رضا کاوه از سیاست کنیا انتقاد کرد", "accuse: actor=رضا کاوه, target=KE"),
    ("fa", "رضا کاوه حمله به خانه خود در نایروبی را محکوم کرد", "accuse: actor=رضا کاوه"),
    ("en", "A delegation led by Kojo Addai visited Nairobi.", "visit: guest=Kojo Addai"),
    (
        "ru",
        "Делегация во главе с Виктором Луниным посетила Найроби.",
        "visit: guest=Виктор Лунин",
    ),
    (
        "ar",
        "وصل وفد برئاسة يوسف المنصوري إلى نيروبي",
        "visit: guest=يوسف المنصوري",
    ),
    (
        "fa",
        "هیئتی به ریاست کامران سعیدی وارد نایروبی شد",
        "visit: guest=کامران سعیدی",
    ),
]
BYSTANDERS = [
    # who only stands near takes no part
    (
        "en",
        "President Oskar Brennick met Minister Kojo Addai, the Daily Harbour reported.",
        "meet: Kojo Addai, Oskar Brennick",
    ),
    ("en", "During the floods in Kenya, Oskar Brennick met Kojo Addai.", "meet: Kojo Addai, Oskar Brennick"),
    (
        "ru",
        "После наводнения в Кении Иван Берёзкин встретился с Виктором Луниным.",
        "meet: Виктор Лунин, Иван Берёзкин",
    ),
    ("ar", "التقى الرئيس يوسف المنصوري الوزير خالد البدري في كينيا", "meet: خالد البدري, يوسف المنصوري"),
    ("fa", "رئیس جمهور رضا کاوه وزیر کامران سعیدی را به حضور پذیرفت", "meet: رضا کاوه, کامران سعیدی"),
    (
        "fa",
        "رضا کاوه با کامران سعیدی دیدار کرد. رهبران دو کشور توافق کردند",
        "meet: رضا کاوه, کامران سعیدی; agree: رضا کاوه, کامران سعیدی",
    ),
    ("fa", "کنیا مواضع طالبان در تونس را بمباران کرد", "assault: KE, taliban"),
    # a plain noun before the place that stands right before the verb
    ("fa", "کامران سعیدی برای مذاکره درباره همکاری نظامی به کنیا سفر کرد", "visit: کامران سعیدی"),
    # who speaks for a town without being named is nobody
    ("fa", "شهردار نایروبی گفت راه باز است", None),
    # a pronoun goes on with a source without a name: nobody speaks
    ("fa", "کامران سعیدی به کنیا سفر کرد. یک منبع آگاه خبر داد. وی افزود: راه باز است.", "visit: کامران سعیدی"),
    ("fa", "رضا کاوه در کنیا با کامران سعیدی دیدار کرد", "meet: رضا کاوه, کامران سعیدی"),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_roles_by_position(text, expected):
    assert roles(text, "en") == expected


@pytest.mark.parametrize(("text", "expected"), RUSSIAN)
def test_roles_by_case(text, expected):
    assert roles(text, "ru") == expected


@pytest.mark.parametrize(("text", "expected"), ARABIC)
def test_roles_by_order_after_the_verb(text, expected):
    assert roles(text, "ar") == expected


@pytest.mark.parametrize(("text", "expected"), PERSIAN)
def test_roles_by_order_before_the_verb(text, expected):
    assert roles(text, "fa") == expected


@pytest.mark.parametrize(("language", "text", "expected"), DELEGATIONS)
def test_a_delegation_acts_through_its_head(language, text, expected):
    assert roles(text, language) == expected


@pytest.mark.parametrize(("language", "text", "expected"), BYSTANDERS)
def test_who_stands_near_takes_no_part(language, text, expected):
    assert events(text, language) == expected


HEADLINES = [
    ("Мост откроют весной — Виктор Лунин", "state: Виктор Лунин"),
    ("Главный гость форума — Виктор Лунин", None),
]


@pytest.mark.parametrize(("title", "expected"), HEADLINES)
def test_a_headline_needs_no_comma_before_the_dash_and_who_says_it(title, expected):
    assert events("Дождь шёл весь день.", "ru", title=title) == expected
