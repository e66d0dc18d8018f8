"""Who lives at cand.test: invented people with jobs, phones (numbers reserved for fiction) and a way of answering."""

import csv
import io
from dataclasses import dataclass
from enum import StrEnum

DOMAIN = "cand.test"


class Manner(StrEnum):
    """How somebody answers outreach."""

    INTERESTED = "interested"
    PAY_QUESTION = "pay_question"
    NOT_NOW = "not_now"
    DECLINE = "decline"
    OUT_OF_OFFICE = "out_of_office"
    BOUNCE = "bounce"
    WRONG_PERSON = "wrong_person"
    UNSUBSCRIBE = "unsubscribe"
    HOSTILE = "hostile"
    INJECTION = "injection"
    LEFT_COMPANY = "left_company"
    REFERRAL = "referral"
    BY_HAND = "by_hand"


class Program(StrEnum):
    """Which mail program somebody writes with; it decides quoting, subject prefix and body parts."""

    WEBMAIL = "webmail"
    OFFICE = "office"
    PHONE = "phone"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Person:
    """One candidate. `answers_mail` says which mail of a sequence gets the answer; `pause` is in seconds at speed 1."""

    first_name: str
    last_name: str
    local_part: str
    title: str
    company: str
    city: str
    state: str
    country: str
    phone: str
    skills: str
    manner: Manner
    program: Program = Program.WEBMAIL
    language: str = "en"
    answers_mail: int = 1
    pause: float = 30.0
    answers_from: str = ""

    @property
    def key(self) -> str:
        """A name for URLs, the same as the LinkedIn slug."""
        return self.local_part.replace(".", "-")

    @property
    def name(self) -> str:
        if self.language == "ja":
            return f"{self.last_name} {self.first_name}"
        return f"{self.first_name} {self.last_name}"

    @property
    def email(self) -> str:
        return f"{self.local_part}@{DOMAIN}"

    @property
    def sender(self) -> str:
        """The address answers come from: some people read one mailbox and write from another."""
        return self.answers_from or self.email

    @property
    def linkedin_url(self) -> str:
        return f"https://www.linkedin.com/in/{self.key}"


# fmt: off
CAST: tuple[Person, ...] = (
    Person("Ada", "Lindqvist", "ada.lindqvist", "Staff Backend Engineer", "Fjordpay", "Stockholm", "", "Sweden",
           "+46 70 174 06 35", "Python, PostgreSQL, Kafka", Manner.INTERESTED, pause=20),
    Person("Jonas", "Becker", "jonas.becker", "Platform Engineer", "Kupferwerk AG", "Berlin", "Berlin", "Germany",
           "+49 30 23125 014", "Go, Kubernetes, Terraform", Manner.INTERESTED, Program.OFFICE, "de", pause=45),
    Person("Camille", "Moreau", "camille.moreau", "Data Engineer", "Atelier Nord", "Lyon", "", "France",
           "+33 1 99 00 12 34", "Spark, dbt, Python", Manner.PAY_QUESTION, Program.PHONE, "fr", pause=35),
    Person("Lucía", "Herrera", "lucia.herrera", "Site Reliability Engineer", "Mareas Digital", "Valencia", "", "Spain",
           "+34 911 234 567", "Linux, Prometheus, Ansible", Manner.NOT_NOW, Program.WEBMAIL, "es", pause=60),
    Person("健太", "山本", "kenta.yamamoto", "Machine Learning Engineer", "Aozora Systems", "Tokyo", "", "Japan",
           "+81 3 5550 0142", "PyTorch, Python, C++", Manner.INTERESTED, Program.WEBMAIL, "ja", pause=80),
    Person("Priya", "Raman", "priya.raman", "Engineering Manager", "Lanternworks", "Austin", "Texas", "United States",
           "+1 512-555-0117", "Leadership, Java, Hiring", Manner.DECLINE, Program.PHONE, answers_mail=2, pause=25),
    Person("Tom", "O'Brien", "tom.obrien", "Senior Frontend Engineer", "Harbour & Pine", "Dublin", "", "Ireland",
           "+353 20 911 1234", "TypeScript, React, Accessibility", Manner.OUT_OF_OFFICE, Program.OFFICE, pause=4),
    Person("Mateusz", "Kowalski", "mateusz.kowalski", "Database Administrator", "Wisla Data", "Kraków", "", "Poland",
           "+48 12 555 01 42", "Oracle, PostgreSQL", Manner.BOUNCE),
    Person("Sarah", "Whitfield", "sarah.whitfield", "Pastry Chef", "Copper Kettle", "Leeds", "", "United Kingdom",
           "+44 113 496 0182", "Viennoiserie", Manner.WRONG_PERSON, Program.PHONE, pause=50),
    Person("Greg", "Halloran", "greg.halloran", "QA Lead", "Bluefin Labs", "Boston", "Massachusetts", "United States",
           "+1 617-555-0164", "Selenium, Test strategy", Manner.UNSUBSCRIBE, Program.OFFICE, pause=40),
    Person("Rick", "Dunmore", "rick.dunmore", "Network Engineer", "Overland Telecom", "Denver", "Colorado",
           "United States", "+1 303-555-0128", "BGP, Juniper", Manner.HOSTILE, Program.PLAIN, pause=30),
    Person("Max", "Mallory", "max.mallory", "Security Researcher", "Independent", "Toronto", "Ontario", "Canada",
           "+1 416-555-0190", "Rust, Fuzzing", Manner.INJECTION, pause=55),
    Person("Inês", "Duarte", "ines.duarte", "Product Engineer", "Northwind Tiles", "Porto", "", "Portugal",
           "+351 22 000 0142", "Elixir, Phoenix", Manner.LEFT_COMPANY, Program.OFFICE, pause=5),
    Person("Wei", "Chen", "wei.chen", "Principal Engineer", "Tidal Robotics", "Singapore", "", "Singapore",
           "+65 6555 0142", "C++, ROS, Python", Manner.REFERRAL, Program.PLAIN, pause=70),
    Person("Bruno", "Rossi", "bruno.rossi", "Cloud Architect", "Pietra Software", "Turin", "", "Italy",
           "+39 011 555 0142", "AWS, Networking", Manner.INTERESTED, Program.WEBMAIL, "it", answers_mail=2, pause=40,
           answers_from="brossi.privato@posta.test"),
    Person("Noor", "Haddad", "noor.haddad", "Backend Engineer", "Cedar Mobility", "Amsterdam", "", "Netherlands",
           "+31 20 555 0142", "Python, Django, Redis", Manner.BY_HAND),
    Person("Elif", "Yılmaz", "elif.yilmaz", "Full-stack Engineer", "Anadolu Cloud", "Istanbul", "", "Turkey",
           "+90 212 555 01 42", "Node.js, Vue, PostgreSQL", Manner.BY_HAND, Program.PHONE),
    Person("Sam", "Okafor", "sam.okafor", "DevOps Engineer", "Lagoon Systems", "Lagos", "", "Nigeria",
           "+234 803 555 0142", "AWS, CI/CD, Python", Manner.BY_HAND, Program.OFFICE),
)
# fmt: on

COLUMNS = (
    "First name",
    "Last name",
    "Email",
    "Phone",
    "LinkedIn URL",
    "Title",
    "Company",
    "City",
    "State",
    "Country",
    "Skills",
)


def cast_csv() -> str:
    """The cast as a file to import: UTF-8 text, comma separated, with a header row."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for person in CAST:
        rows.writerow(
            (
                person.first_name,
                person.last_name,
                person.email,
                person.phone,
                person.linkedin_url,
                person.title,
                person.company,
                person.city,
                person.state,
                person.country,
                person.skills,
            )
        )
    return out.getvalue()


def person_by_key(key: str) -> Person | None:
    """Who is called that in URLs."""
    return next((person for person in CAST if person.key == key), None)


def person_by_address(address: str) -> Person | None:
    """Whose address that is, be it for reading or for writing."""
    return next((person for person in CAST if address in (person.email, person.sender)), None)
