"""The people Acme knows already: forty invented candidates, some of them made to be met again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """`mail` and `linkedin` are the keys by which a newcomer can turn out to be known; `past` is
    employer|title|from|to."""

    first: str
    last: str
    mail: str
    title: str
    company: str
    city: str
    linkedin: str = ""
    phone: str = ""
    job: str = ""
    source: str = "LinkedIn (Prospecting)"
    past: str = ""
    school: str = ""
    tags: tuple[str, ...] = ()
    other_mail: str = ""
    private: bool = False
    rejected: bool = False
    twin: bool = False
    """A second record of the same person, for merging by hand."""


PLATFORM, DESIGN, DATA, BACKEND = "Platform Engineer", "Product Designer", "Data Scientist", "Staff Backend Engineer"

KNOWN = (
    # Same e-mail as a person who may be imported: found by `?email=`, under either address.
    Person(
        "Grace",
        "Okafor",
        "grace.okafor@mail.example",
        "Senior Platform Engineer",
        "Northwind Systems",
        "Austin, TX",
        linkedin="grace-okafor",
        phone="+1 512 555 0101",
        job=PLATFORM,
        other_mail="g.okafor@northwind.example",
        past="Blue Harbor Labs|Site Reliability Engineer|2017-02-01|2020-08-31",
        school="University of Texas at Austin",
        tags=("strong",),
    ),
    # LinkedIn only: no e-mail that anybody else would know, so only an index of LinkedIn addresses finds him.
    Person(
        "Mateo",
        "Silva",
        "",
        "Staff Engineer",
        "Quartzline",
        "Lisbon",
        linkedin="mateo-silva-dev",
        phone="+351 21 555 0102",
        job=BACKEND,
        past="Farol Software|Backend Engineer|2015-05-01|2019-01-31",
    ),
    # Two records of one person: the same e-mail twice, which a person must decide about.
    Person(
        "Priya",
        "Raman",
        "priya.raman@mail.example",
        "Data Scientist",
        "Lumen Analytics",
        "Bengaluru",
        linkedin="priya-raman",
        phone="+91 80 5550 0103",
        job=DATA,
        school="Indian Institute of Technology Madras",
    ),
    Person(
        "Priya",
        "R.",
        "Priya.Raman@mail.example",
        "Senior Data Scientist",
        "Lumen Analytics",
        "Bengaluru",
        twin=True,
        source="Company career site",
    ),
    # Private profile, and one turned down before: both must be treated with care by a sync.
    Person(
        "Jonas",
        "Weber",
        "jonas.weber@mail.example",
        "VP Engineering",
        "Kieswerk",
        "Berlin",
        linkedin="jonasweber",
        private=True,
        source="Employee referral",
    ),
    Person(
        "Aiko",
        "Tanaka",
        "aiko.tanaka@mail.example",
        "Product Designer",
        "Paper Crane Studio",
        "Kyoto",
        linkedin="aiko-tanaka-design",
        job=DESIGN,
        rejected=True,
        school="Kyoto University",
    ),
)
"""Known on purpose: import people with these addresses to meet one match, two, a private or a rejected person."""

_PLAIN = """
Amara|Nwosu|Cloud Engineer|Fieldstone|Lagos|Platform Engineer
Liam|Byrne|DevOps Engineer|Harbour & Vale|Dublin|Platform Engineer
Chen|Wei|Infrastructure Engineer|Longbridge|Singapore|Platform Engineer
Sofia|Rossi|Site Reliability Engineer|Arco Digital|Milan|Platform Engineer
Noah|Lindqvist|Platform Engineer|Fjordnet|Stockholm|
Fatima|El-Amin|Kubernetes Engineer|Dune Systems|Dubai|
Oliver|Grant|Systems Engineer|Copperfield|Manchester|
Yuki|Mori|Release Engineer|Hinode Works|Osaka|
Camila|Torres|Product Designer|Casa Azul|Mexico City|Product Designer
Emma|Dubois|Senior Product Designer|Atelier Nord|Paris|Product Designer
Ravi|Menon|UX Researcher|Banyan|Kochi|Product Designer
Zoe|Papadakis|Interaction Designer|Meltemi|Athens|
Hannah|Kowalska|Design Lead|Bursztyn|Gdansk|
Lucas|Moreau|Visual Designer|Canut|Lyon|
Ines|Ferreira|Content Designer|Azulejo|Porto|
Tom|Hughes|Data Scientist|Penrose & Co|Bristol|Data Scientist
Nadia|Haddad|Machine Learning Engineer|Cedar AI|Beirut|Data Scientist
Erik|Johansen|Statistician|Fjell Research|Bergen|Data Scientist
Mei|Lin|Applied Scientist|Jade River|Taipei|
Omar|Farouk|Data Engineer|Nile Metrics|Cairo|
Anna|Schmidt|Quantitative Analyst|Isarbank|Munich|
Diego|Vargas|Data Analyst|Pampa Data|Buenos Aires|
Leila|Karimi|Research Scientist|Saffron Labs|Toronto|
Isaac|Mensah|Backend Engineer|Goldcoast Pay|Accra|Staff Backend Engineer
Julia|Novak|Senior Backend Engineer|Vltava|Prague|Staff Backend Engineer
Samuel|Adeyemi|Staff Engineer|Kite Payments|London|Staff Backend Engineer
Elena|Popova|Principal Engineer|Rila Soft|Sofia|Staff Backend Engineer
Ahmed|Hassan|API Engineer|Delta Cloud|Alexandria|
Clara|Jensen|Java Developer|Nyhavn|Copenhagen|
Victor|Almeida|Go Developer|Serra|Recife|
Maya|Cohen|Engineering Manager|Tamar|Haifa|
Peter|van Dijk|Software Architect|Grachten|Utrecht|
Ruth|Abebe|Software Engineer|Entoto|Addis Ababa|
Zoë|O'Connor|Frontend Engineer|Galway Bay|Galway|
"""


def everybody() -> list[Person]:
    return [*KNOWN, *(_plain(n, line) for n, line in enumerate(_PLAIN.strip().splitlines()))]


def _plain(n: int, line: str) -> Person:
    first, last, title, company, city, job = line.split("|")
    key = "".join(letter for letter in f"{first}.{last}".lower().replace("ë", "e") if letter.isalpha() or letter == ".")
    past = f"{company} Partners|Associate {title}|{2012 + n % 6}-03-01|{2018 + n % 4}-06-30"
    source = ("LinkedIn (Prospecting)", "Company career site", "Employee referral", "Pin")[n % 4]
    return Person(
        first,
        last,
        f"{key}@mail.example",
        title,
        company,
        city,
        linkedin=key.replace(".", "-"),
        phone=f"+1 415 555 {1100 + n:04d}",
        job=job,
        source=source,
        past=past,
    )
