"""Given and family names by where they come from; half `a` takes the even ones, half `b` the odd ones. Combined at random, nobody is meant."""

import json
from pathlib import Path

GIVEN: dict[str, tuple[str, ...]] = {
    "common": ("Michael", "Jessica", "Christopher", "Ashley", "Joshua", "Amanda", "Andrew", "Brittany", "Ryan", "Megan", "Tyler", "Lauren", "Kevin", "Rachel", "Brian", "Kelly"),
    "east_asian": ("Yi Chen", "Haruto", "Seo-yeon", "Jia Hui", "Minh", "Zihan", "Yuna", "Xinyi", "Ha-eun", "Bao", "Quynh", "Kenji", "Wei", "Linh", "Jun-ho", "Aiko"),
    "south_asian": ("Aarush", "Priyanka", "Sai", "Meenakshi", "Zoya", "Harpreet", "Ishita", "Vihaan", "Lakshmi", "Rehan", "Anaya", "Gurleen", "Tanvi", "Farhan", "Nithya", "Mandeep"),
    "african": ("Chiamaka", "Kwabena", "Abebech", "Tendai", "Amadou", "Zanele", "Ifeoma", "Kofi", "Selamawit", "Thandiwe", "Ousmane", "Ngozi", "Makena", "Babajide", "Nyah", "Desta"),
    "arabic": ("Abdulrahman", "Noor", "Khadija", "Mustafa", "Layan", "Yousef", "Hala", "Omar", "Zahra", "Abd al-Karim", "Rania", "Bilal", "Maysa", "Idris", "Salma", "Tariq"),
    "slavic": ("Oleksandr", "Zuzanna", "Dmytro", "Ludmila", "Bohdan", "Katarzyna", "Yaroslav", "Svetlana", "Miroslav", "Agnieszka", "Vuk", "Nadezhda", "Stanislav", "Oksana", "Jasna", "Grzegorz"),
    "hispanic": ("José Luis", "Guadalupe", "Yahir", "Itzel", "Emiliano", "Xóchitl", "María Fernanda", "Wilmer", "Yaretzi", "Heriberto", "Citlali", "Brayan", "Ana Sofía", "Efraín", "Nayeli", "Jairo"),
    "coined": ("Braxtyn", "Ka'Mya", "Jaydenn", "De'Andre", "Oaklynn", "Zayveon", "Emberleigh", "Tra'Quan", "Kynzlee", "Ja'Nae", "Ryker", "LaShonda", "Xzavier", "Mckinleigh", "Jrue", "Paislynn"),
    "wordlike": ("Art", "Skip", "Summer", "Precious", "Grace", "Will", "Chase", "Lord", "Bishop", "Hope", "Miles", "Sunny", "Mark", "Ivy", "Ace", "Dawn"),
}  # fmt: skip
FAMILY: dict[str, tuple[str, ...]] = {
    "common": ("Anderson", "Thompson", "O'Malley", "Miller", "Clark", "Smith-Lewis", "Robinson", "Walker", "McDonald", "Evans", "Mitchell", "Turner"),
    "east_asian": ("Zhang", "Tanaka", "Kim", "Tran", "Ng", "Oh", "Liu", "Huynh", "Watanabe", "Cho", "Xu", "Pham"),
    "south_asian": ("Krishnamurthy", "Iyer", "Kaur", "Bhattacharya", "Siddiqui", "Venkataraman", "Desai", "Qureshi", "Singh", "Chowdhury", "Rao", "Gunawardena"),
    "african": ("Okonkwo", "Mensah", "Tesfaye", "Moyo", "N'Diaye", "Dlamini", "Adeyemi", "Boateng", "Woldemariam", "Nkosi", "Camara", "Eze"),
    "arabic": ("Al-Rashid", "Haddad", "El Amrani", "Bin Saleh", "Khoury", "Abu Zaid", "Mansour", "al-Masri", "Farouk", "Najjar", "Hamid", "Saad"),
    "slavic": ("Kovalenko", "Wiśniewska", "Petrov", "Horvat", "Shevchuk", "Nowakowski", "Jovanović", "Sokolova", "Dvořák", "Bondarenko", "Zieliński", "Markovic"),
    "hispanic": ("de la Cruz Ortega", "Villaseñor", "Quispe Mamani", "Peña-Ríos", "Del Toro", "Zúñiga", "Ramírez Cano", "Ocampo", "Tzoc", "Montes de Oca", "Barrientos", "Figueroa-Paz"),
    "coined": ("Delacroix-Boone", "Washington", "St. Cyr", "Broussard", "Hollingsworth", "Vanlandingham", "Jefferson", "Tuttle", "Youngblood", "McCallister", "Dupree", "Ledbetter"),
    "wordlike": ("Love", "Rivers", "Good", "Banks", "Early", "Friend", "Price", "Church", "Moody", "Books", "Strong", "Day"),
}  # fmt: skip
NICKNAMES: dict[str, str] = {"Michael": "Mikey", "Jessica": "Jess", "Christopher": "Topher", "Joshua": "Josh", "Amanda": "Mandy", "Andrew": "Drew", "Guadalupe": "Lupita", "Oleksandr": "Sasha", "Abdulrahman": "Abdul"}  # fmt: skip
SCHOOLS: dict[str, dict[str, tuple[str, ...]]] = {
    "a": {
        "Wilma Rudolph Elementary School": ("Wilma Rudolph Elementary School", "Wilma Rudolph Elementary", "Rudolph Elementary", "Rudolph Elem"),
        "Will Rogers Middle School": ("Will Rogers Middle School", "Will Rogers Middle", "Rogers MS", "Will Rogers"),
        "Dolores Huerta High School": ("Dolores Huerta High School", "Dolores Huerta High", "Huerta High", "Huerta HS"),
        "Cedar Bluff Academy": ("Cedar Bluff Academy", "Cedar Bluff"),
    },
    "b": {
        "Grace Hopper Middle School": ("Grace Hopper Middle School", "Grace Hopper Middle", "Hopper MS", "Hopper Middle"),
        "Thurgood Marshall High School": ("Thurgood Marshall High School", "Marshall High", "Thurgood Marshall HS", "Thurgood Marshall"),
        "César Chávez Elementary School": ("César Chávez Elementary School", "Cesar Chavez Elementary", "Chavez Elem", "Chávez Elementary"),
        "Otter Point School": ("Otter Point School", "Otter Point"),
    },
}  # fmt: skip
DISTRICTS: dict[str, tuple[str, ...]] = {"a": ("Tamarack Lakes School District", "Tamarack Lakes SD"), "b": ("Port Orrin Public Schools", "Port Orrin Schools")}  # fmt: skip
DIRECTORIES: dict[str, dict[str, list[str]]] = json.loads((Path(__file__).parent / "directories.json").read_text("utf-8"))
"""Of each part, what a district would have told: schools, districts, office phones and e-mails, hosts."""
OFFICE: dict[str, tuple[tuple[str, ...], str, str]] = {
    "a": (("(218) 555-0170", "218-555-0170"), "front@tamarack.example.org", "https://tamarack.example.org/families"),
    "b": (("207-555-0160", "207.555.0160"), "office@portorrin.example.org", "portorrin.example.org/forms"),
}
