"""Wider values for PII slots: names of many cultures, invented organisations, places and streets of many countries.

The lists are in phrases/pii_gazetteers.txt. `WideValues` is used for rows of its own, so that the older rows stay as they are.
"""

import re
import string
import unicodedata
from pathlib import Path

from faker import Faker

from corpus_common import lines
from pii_fill import CITIES, COUNTRIES, LOCALES, ORG_FORMS, ORG_HEADS, ORG_KNOWN, ORG_TAILS, REGIONS, STATE_CODES, STREET_BASES, Values

WIDE_LOCALES = {
    **LOCALES, "de": ["de_DE", "de_DE", "de_AT", "de_CH"], "fr": ["fr_FR", "fr_FR", "fr_CA", "fr_CH", "fr_BE"],
    "es": ["es_ES", "es_MX", "es_AR", "es_CO", "es_CL", "es_VE"], "it": ["it_IT", "it_CH"], "sv": ["sv_SE"],
}
# Faker locales in Latin script for English text, beside the lists.
WORLD = ("en_NG en_KE en_PK en_BD en_TH en_IN en_IE en_PH de_DE de_AT de_CH fr_FR fr_BE fr_CA es_ES es_MX es_CL es_AR it_IT pt_BR pt_PT nl_NL nl_BE pl_PL "
         "tr_TR sv_SE no_NO da_DK fi_FI is_IS et_EE lt_LT lv_LV cs_CZ sk_SK sl_SI hr_HR hu_HU ro_RO sq_AL ga_IE mt_MT lb_LU az_AZ vi_VN id_ID fil_PH "
         "tw_GH yo_NG zu_ZA ha_NG ig_NG").split()
# Culture to first-name and last-name lists, and whether the family name may stand first.
CULTURES = {
    "en": ("first.en", "last.en"), "de": ("defirst", "delast"), "fr": ("frfirst", "frlast"), "es": ("esfirst", "eslast"), "it": ("itfirst", "itlast"),
    "pt": ("ptfirst", "ptlast"), "nl": ("nlfirst", "nllast"), "pl": ("plfirst", "pllast"), "tr": ("trfirst", "trlast"), "sv": ("svfirst", "svlast"),
    "nord": ("nordfirst", "nordlast"), "slav": ("slavfirst", "slavlast"), "balk": ("balkfirst", "balklast"), "arab": ("arabfirst", "arablast"),
    "ind": ("indfirst", "indlast"), "chin": ("chinfirst", "chinlast"), "jap": ("japfirst", "japlast"), "kor": ("korfirst", "korlast"),
    "sea": ("seafirst", "sealast"), "af": ("affirst", "aflast"), "oth": ("othfirst", "othlast"),
}
FAMILY_FIRST = {"chin": 0.55, "kor": 0.6, "jap": 0.15, "sea": 0.3, "balk": 0.05}
STREETS = {
    "de": ("Ahorn|Bahnhof|Berg|Birken|Brunnen|Dorf|Eichen|Friedrich|Garten|Goethe|Haupt|Hermann|Hinden|Kaiser|Kant|Kirch|Linden|Lessing|Ludwig|Markt|Mozart|Mühlen|"
           "Neue |Rosen|Schiller|Schloss|Schul|Sonnen|Tal|Ufer|Wald|Weinberg|Wiesen|Wilhelm|Ziegel|Karl-Marx-|Robert-Koch-|Otto-von-Guericke-|Alte ",
           "{b}straße {n}|{b}str. {n}|{b}weg {n}|{b}allee {n}|{b}platz {n}|{b}gasse {n}|{b}ring {n}|{b}straße {n}{a}|{b}str. {n} {a}|{b}strasse {n}|Am {b}berg {n}|"
           "An der {b}mühle {n}|Im {b}tal {n}|Zum {b}hof {n}|Unter den Linden {n}|{b}damm {n}-{m}|{b}straße {n}, Hinterhaus|{b}straße {n}, 3. OG|{b}ufer {n}|{L}straße {n}|Dr.-{L}-Straße {n}"),
    "fr": ("de la République|Victor Hugo|des Lilas|du Moulin|de l'Église|Jean Jaurès|Pasteur|des Écoles|de la Gare|du Général de Gaulle|Saint-Michel|des Acacias|"
           "de Verdun|Émile Zola|du Port|des Tilleuls|Voltaire|de Belleville|Gambetta|du Château|Sainte-Catherine|de la Paix|des Martyrs|Molière",
           "{n} rue {b}|{n}, rue {b}|{n} avenue {b}|{n} av. {b}|{n} boulevard {b}|{n} bd {b}|{n} place {b}|{n} bis rue {b}|{n} chemin {b}|{n} allée {b}|{n} impasse {b}|"
           "{n} quai {b}|{n} Rue {b}, Appt {m}|{n} ter, avenue {b}|rue {b}|{n} Rue {b}|{n} cours {b}|{n} rue {P}|Bâtiment {a}, {n} rue {b}"),
    "es": ("Mayor|de Alcalá|Gran Vía|San Martín|de la Constitución|Cervantes|Real|del Prado|Reforma|Libertad|Bolívar|9 de Julio|Insurgentes Sur|Colón|Goya|Velázquez|"
           "de los Olivos|Santa Ana|del Carmen|Juárez|5 de Mayo|Independencia|Las Flores|Castellana",
           "Calle {b}, {n}|Calle {b} {n}|C/ {b}, {n}, {m}º {a}|C/ {b} {n}|Avenida {b} {n}|Av. {b} {n}|Avda. {b}, {n}, {m}º izda.|Plaza {b}, {n}|Plaza {b}, s/n|Paseo {b}, {n}|"
           "Carrera {m} # {n}-{m}|Calle {n} #{m}-{n}|Cra. {m} No. {n}-{m}|Av. {b} {n}, Depto. {m}|Calle {b} No. {n} Int. {m}|Jr. {b} {n}|Camino {b} {n}|Calle {L}, {n}"),
    "it": ("Garibaldi|Roma|Mazzini|Dante|Cavour|Verdi|XX Settembre|della Repubblica|San Marco|del Corso|Manzoni|dei Mille|Leopardi|della Libertà|Marconi|Vittorio Emanuele II|"
           "delle Rose|Santa Lucia|del Popolo|Matteotti|Nazionale|Torino|IV Novembre",
           "Via {b} {n}|Via {b}, {n}|via {b} {n}|Viale {b} {n}|Piazza {b} {n}|Piazza {b}, {n}|Corso {b} {n}|Corso {b}, {n}|Via {b} {n}/{a}|Largo {b} {n}|Via {b}, {n}, int. {m}|"
           "Vicolo {b} {n}|Via {b} snc|Strada {b} {n}|Via {P} {n}|Lungarno {b} {n}"),
    "pt": ("das Flores|Augusta|da Liberdade|Paulista|do Comércio|25 de Abril|dos Bandeirantes|de Santa Catarina|São João|Sete de Setembro|da República|das Palmeiras|"
           "Almirante Reis|XV de Novembro|do Carmo|da Boavista|Rio Branco|Brasil|Dom Pedro II|das Oliveiras",
           "Rua {b}, {n}|Rua {b} {n}|R. {b}, {n}|Avenida {b}, {n}|Av. {b}, {n}|Av. {b}, {n}, apto {m}|Travessa {b}, {n}|Largo {b}, {n}|Praça {b}, {n}|Rua {b}, n.º {n}, {m}.º Esq.|"
           "Rua {b} {n}, {m}º Dto|Alameda {b}, {n}|Estrada {b}, {n}|Rua {P}, {n}|Rua {b}, {n} - Casa {m}"),
    "nl": ("Kerk|Dorps|School|Molen|Prinsen|Keizers|Beatrix|Wilhelmina|Juliana|Linden|Beuken|Eiken|Stations|Haven|Markt|Nieuwe|Oude|Singel|Rembrandt|Vondel|Tulpen|Kastanje|Zee",
           "{b}straat {n}|{b}laan {n}|{b}weg {n}|{b}plein {n}|{b}gracht {n}|{b}kade {n}|{b}straat {n}{a}|{b}laan {n}-{m}|{b}dijk {n}|{b}hof {n}|{b}singel {n}|{b}straat {n} bus {m}|{b}steeg {n}|{L}straat {n}"),
    "pl": ("Długa|Polna|Leśna|Słoneczna|Kościuszki|Mickiewicza|Piłsudskiego|Krakowska|Warszawska|Ogrodowa|Kwiatowa|Szkolna|Lipowa|Jana Pawła II|Sienkiewicza|Wojska Polskiego|"
           "Nowy Świat|3 Maja|Zielona|Sportowa|Powstańców|Marszałkowska",
           "ul. {b} {n}|ul. {b} {n}/{m}|{b} {n}|{b} {n}/{m}|al. {b} {n}|ulica {b} {n} m. {m}|os. {b} {n}/{m}|pl. {b} {n}|ul. {b} {n}{a}|Al. {b} {n} lok. {m}|ul. {b} {n} m. {m}"),
    "tr": ("Atatürk|Cumhuriyet|İnönü|Gazi|Bağdat|İstiklal|Fatih|Mimar Sinan|Lale|Gül|Menekşe|Çınar|Zafer|Barış|Fevzi Çakmak|Karanfil|Barbaros|Yunus Emre",
           "{b} Caddesi No: {n}|{b} Cad. No:{n}|{b} Sokak No: {n}/{m}|{b} Sok. {n}/{m}|{b} Mah. {n}. Sok. No: {m}|{b} Mahallesi, {b} Sokak No: {n} D: {m}|{b} Bulvarı No: {n}|{b} Blv. {n}|{n}. Sokak No: {m}"),
    "sv": ("Stor|Drottning|Kungs|Björk|Skol|Kyrko|Ring|Östra Ham|Västra Järnvägs|Vasa|Hantverkar|Lind|Sveaväg|Strand|Solrosvägen |Tall|Ek|Bergs|Älv|Fågel|Smedje",
           "{b}gatan {n}|{b}vägen {n}|{b}gatan {n} {a}|{b}gatan {n}, lgh 1{m}02|{b}gränd {n}|{b}stigen {n}|{b}torget {n}|{b}gatan {n}{a}|{b}backen {n}|{b}vägen {n}, 3 tr"),
    "no": ("Kirke|Skole|Dronningens |Karl Johans |Bjørnstjerne Bjørnsons |Elve|Fjell|Strand|Nørre|Vester|Sønder|Hoved|Kloster|Sol|Ros",
           "{b}gata {n}|{b}veien {n}|{b}gate {n}{a}|{b}gade {n}, {m}. tv|{b}gade {n}, st. th.|{b}vej {n}|{b}allé {n}|{b}vegen {n}|{b}katu {n} {a} {m}|{b}tie {n} as {m}"),
    "east": ("Dlouhá|Husova|Masarykova|Kossuth Lajos|Petőfi|Rákóczi|Mihai Viteazul|Unirii|Victoriei|Lenina|Pushkina|Khreshchatyk|Knez Mihailova|Ilica|Slovenska|Vitosha|Tverskaya|"
             "Nevsky|Ermou|Panepistimiou|Brīvības|Gedimino|Pärnu|Rustaveli",
             "{b} {n}|{b} {n}/{m}|{b} utca {n}.|{b} út {n}|Str. {b} nr. {n}|Strada {b} {n}, bl. {a}{m}, ap. {n}|Bd. {b} {n}|ul. {b} {n}, kv. {m}|ul. {b} {n}|vul. {b} {n}|{b} Street {n}|{b} Ave {n}|"
             "{b} tér {n}|{b} iela {n}-{m}|{b} g. {n}|{b} mnt {n}|{b} Blvd. {n}|prospekt {b} {n}|{b} nám. {n}"),
    "asia": ("MG|Linking|Nehru|Park|Brigade|Gandhi|Orchard|Ang Mo Kio|Bukit Timah|Nathan|Queen's|Zhongshan|Jianguo|Nanjing|Teheran|Gangnam|Sudirman|Thamrin|Sukhumvit|Rama IV|"
             "Le Loi|Nguyen Hue|Ayala|Rizal|Al Wahda|King Fahd|Sheikh Zayed|Hamra|Tahrir|Awolowo|Ahmadu Bello|Kenyatta|Moi|Oxford|Long|Jinnah|Mall|Galle",
             "{n} {b} Road|{n}, {b} Road|No. {n}, {b} Road|Flat {m}0{m}, {n} {b} Road|Plot {n}, {b} Avenue|House {n}, Road {m}, Block {a}|{n}/{m} {b} Marg|#{n}, 2nd Cross, {b} Road|Blk {n} {b} Ave {m} #0{m}-{n}|"
             "Jl. {b} No. {n}|Jalan {b} {n}|{n} {b}-ro|{n} {b}-daero|{m}-{m}-{n} {b}|Flat {a}, {m}/F, {n} {b} Road|{n} Soi {b} {m}|{n} {b} Street|Villa {n}, Street {m}, {b}|{n} {b} St., Unit {m}{a}|{n}/{m} {b} Alley|"
             "{n} {b} Crescent|Shop {m}, {n} {b} Road|Room {n}, {b} Tower|Door No. {n}, {b} Street|Building {n}, {b} Street"),
}


def gazetteers():
    out = {}
    for line in lines(Path(__file__).parent / "phrases" / "pii_gazetteers.txt"):
        name, _, words = line.partition(": ")
        out.setdefault(name, []).extend(words.split("|"))
    return out


def plain(text):
    """Without accents, as many people type."""
    text = text.translate(str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "ß": "ss", "đ": "d", "æ": "ae"}))
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


class WideValues(Values):
    MONTH_NAMES = {**Values.MONTH_NAMES,
                   "sv": "januari februari mars april maj juni juli augusti september oktober november december".split()}

    def __init__(self, seed, lists):
        super().__init__(seed, lists)
        self.g = gazetteers()
        for locale in sorted({*WORLD, *(x for xs in WIDE_LOCALES.values() for x in xs)}):
            if locale not in self.fakers:
                self.fakers[locale] = Faker(locale)
        for locale in self.fakers:
            self.fakers[locale].seed_instance(f"{seed}:{locale}")

    def locale(self, lang):
        return self.r.choice(WIDE_LOCALES.get(lang, WIDE_LOCALES["en"]))

    # Names

    def pair(self, lang):
        """First name, last name and culture."""
        r, g = self.r, self.g
        if lang == "en":
            kind = r.random()
            if kind < 0.30:
                f = self.fakers[r.choice(["en_US", "en_US", "en_US", "en_GB", "en_CA", "en_AU", "en_IE", "en_NZ"])]
                first, last, culture = f.first_name(), f.last_name(), "en"
            elif kind < 0.42:
                f = self.fakers[r.choice(WORLD)]
                first, last, culture = f.first_name(), f.last_name(), "world"
            else:
                culture = r.choice(["en"] * 6 + sorted(CULTURES))
                first, last = (r.choice(g[name]) for name in CULTURES[culture])
                if culture == "en" and r.random() < 0.35:
                    last = r.choice(g["enpre"]) + r.choice(g["ensuf"])
                if r.random() < 0.06:  # families mix
                    last = r.choice(g[CULTURES[r.choice(sorted(CULTURES))][1]])
            if r.random() < 0.08:
                first = r.choice(g["first.nick"])
            if r.random() < 0.15:
                first, last = plain(first), plain(last)
            return first, last, culture
        if lang in ("ja", "zh", "ru"):
            f = self.fakers[self.locale(lang)]
            return f.first_name(), f.last_name(), lang
        kind = r.random()
        if kind < 0.45:
            f = self.fakers[self.locale(lang)]
            return f.first_name(), f.last_name(), lang
        culture = lang if kind < 0.85 else r.choice(sorted(CULTURES))
        first, last = (r.choice(g[name]) for name in CULTURES.get(culture, CULTURES["en"]))
        return first, last, culture

    def whole(self, first, last, culture, lang):
        r = self.r
        if culture in ("ja", "zh"):
            return last + (" " if culture == "ja" and r.random() < 0.4 else "") + first
        if r.random() < FAMILY_FIRST.get(culture, 0):
            return f"{last} {first}"
        kind = r.random()
        letter = r.choice(string.ascii_uppercase)
        if lang == "ru" or kind < 0.74:
            return f"{first} {last}"
        if kind < 0.80:
            return f"{first} {letter}. {last}"
        if kind < 0.83:
            return f"{first[0]}. {last}"
        if kind < 0.85:
            return f"{first[0]}.{r.choice([' ', ''])}{letter}. {last}"
        other = self.pair(lang)
        if kind < 0.90:
            return f"{first} {other[0]} {last}"
        if kind < 0.96:
            return f"{first} {last}-{other[1]}" if culture not in ("es", "pt") else f"{first} {last} {other[1]}"
        if kind < 0.98 and lang == "en":
            return f"{first} {last} {r.choice(['Jr.', 'Sr.', 'III', 'II', 'Jr'])}"
        return f"{first} {other[0]} {letter}. {last}" if lang == "en" else f"{first} {last}"

    def person(self, lang):
        return self.whole(*self.pair(lang), lang)

    def first_name(self, lang):
        return self.pair(lang)[0]

    def last_name(self, lang):
        first, last, culture = self.pair(lang)
        if culture == "en" and self.r.random() < 0.03:
            last += "-" + self.pair(lang)[1]
        return last

    def title(self, lang):
        if lang == "sv":
            return self.r.choice(["herr", "fru", "dr", "Dr.", "professor", "prof."])
        return self.r.choice(["Mx.", "Mx", "Madam", "Dame", "Lady", "Lord", "MR.", "MRS."]) if lang == "en" and self.r.random() < 0.08 else super().title(lang)

    # Places

    def gpe(self, lang):
        r, g = self.r, self.g
        if lang in ("ja", "zh", "ru"):
            return re.sub(r"^\w{1,2}\. ", "", super().gpe(lang))
        kind = r.random()
        if lang != "en":
            if kind < 0.25 and f"country.{lang}" in g:
                return r.choice(g[f"country.{lang}"])
            if kind < 0.55 and f"city.{lang}" in g:
                return r.choice(g[f"city.{lang}"])
            return super().gpe(lang) if lang != "sv" else self.fakers["sv_SE"].city()
        if kind < 0.18:
            text = r.choice(CITIES)
        elif kind < 0.44:
            text = r.choice(g["city"])
        elif kind < 0.58:
            text = r.choice(COUNTRIES + g["country"])
        elif kind < 0.68:
            text = r.choice(REGIONS + g["region"])
        elif kind < 0.70:
            text = r.choice(STATE_CODES)
        elif kind < 0.74:
            text = r.choice(g["district"]).removeprefix("the ")
        elif kind < 0.80:
            name = r.choice([r.choice(g["enpre"]) + r.choice(g["ensuf"]), r.choice(g["last.en"])])
            text = r.choice(["{}", "{}", "{}", "{}ville", "{} Falls", "{} Springs", "{} Heights", "Fort {}", "New {}", "Lake {}", "North {}", "{} Township", "Upper {}",
                             "Saint {}", "{} Beach", "{} County", "Port {}", "{}burg", "Mount {}", "{}-on-Sea"]).format(name)
        elif kind < 0.90:
            text = self.fakers[r.choice(["en_US", "en_US", "en_GB", "en_AU", "en_CA"])].city()
        else:
            text = self.fakers[r.choice(["de_DE", "fr_FR", "es_ES", "it_IT", "pt_BR", "pl_PL", "nl_NL", "sv_SE", "cs_CZ", "fi_FI", "no_NO", "hr_HR", "ro_RO", "hu_HU",
                                         "en_IN", "id_ID", "fil_PH", "vi_VN", "tr_TR", "en_NZ", "es_MX", "nl_BE", "sk_SK", "da_DK"])].city()
        return plain(text) if r.random() < 0.1 else text

    def town(self, lang):
        """A place as it stands in names of organisations: mostly a city."""
        r, g = self.r, self.g
        if lang == "en":
            return r.choice(r.choice([CITIES, g["city"], g["city"], REGIONS])) if r.random() < 0.6 else self.gpe(lang)
        if f"city.{lang}" in g:
            return r.choice(g[f"city.{lang}"])
        return self.fakers[self.locale(lang)].city() if lang != "tr" and r.random() < 0.85 else self.gpe(lang)

    # Organisations

    def _word(self):
        r, g = self.r, self.g
        kind = r.random()
        if kind < 0.3:
            text = r.choice(g["tech"]) + r.choice(g["techend"])
            return text if r.random() < 0.6 else text[0] + text[1:].replace(text[-4:], text[-4:].title())
        if kind < 0.65:
            return "".join(r.choice(g["syll"]) for _ in range(r.choice([1, 2, 2]))).capitalize() + r.choice(g["syllend"])
        if kind < 0.8:
            return r.choice(ORG_HEADS)
        return f"{r.choice(ORG_HEADS)} {r.choice(ORG_HEADS)}"

    def _pattern_org(self, text, lang):
        return re.sub(r"\{([A-Z])\}", lambda m: {"G": self.town, "L": self.last_name, "F": self.first_name, "P": self.person}[m.group(1)](lang), text)

    def organization(self, lang):
        r, g = self.r, self.g
        if lang in ("ja", "zh", "ru"):
            return super().organization(lang)
        kind = r.random()
        if lang != "en" and kind < 0.6:
            if kind < 0.42:
                return self._pattern_org(r.choice(g.get(f"orgpat.{lang}", g["orgpat.en"])), lang)
            name = r.choice([self._word(), self.last_name(lang), self.last_name(lang) + " " + r.choice(["Logistik", "Trans", "Tech", "Design", "Bau", "Service", "Media", "Foods"])])
            return f"{name} {r.choice(g.get(f'form.{lang}', g['form.en']))}"
        if lang != "en":
            return r.choice([known.removeprefix("The ") for known in g["known"]]) if kind < 0.75 else self.fakers[self.locale(lang)].company()
        if kind < 0.26:
            text = self._pattern_org(r.choice(g["orgpat.en"]), lang)
        elif kind < 0.34:
            text = self._word() + (f" {r.choice(g['sector'] + ORG_TAILS)}" if r.random() < 0.5 else "")
        elif kind < 0.42:
            form = r.choice(g["form.en"])
            text = r.choice([self._word, lambda: self.last_name(lang), lambda: f"{self._word()} {r.choice(g['sector'])}"])() + ("" if form.startswith(",") else " ") + form
        elif kind < 0.50:
            text = f"{self.last_name(lang)} {r.choice(g['sector'])}" + r.choice(ORG_FORMS)
        elif kind < 0.56:
            other = r.choice("de fr es it pt nl pl tr sv".split())
            text = self._pattern_org(r.choice(g[f"orgpat.{other}"]), other) if r.random() < 0.6 else f"{self.last_name(other)} {r.choice(g[f'form.{other}'])}"
        elif kind < 0.76:
            text = r.choice(g["known"] + ORG_KNOWN)
        elif kind < 0.80:
            text = self.fakers["en_US"].company()
        elif kind < 0.83:
            text = self.chars(r.choice([2, 3, 3, 3, 4, 5]), string.ascii_uppercase) + r.choice(["", "", " Group", " Bank", " Corp", " Health", " TV"])
        elif kind < 0.86:
            text = r.choice(["National", "International", "European", "American", "British", "Royal", "Federal", "Central", "World", "African", "Asian", "United", "Global"]) + " " + r.choice(
                ["Agency", "Association", "Bureau", "Commission", "Committee", "Council", "Federation", "Institute", "League", "Society", "Union", "Fund", "Academy", "Board"]) + r.choice(
                [" of ", " for ", " on "]) + r.choice(["Agriculture", "Astronomy", "Child Welfare", "Dentistry", "Energy", "Engineers", "Fisheries", "Forestry", "Health", "Human Rights", "Journalists",
                                                       "Labor", "Mathematics", "Nurses", "Nutrition", "Physics", "Public Safety", "Railways", "Refugees", "Statistics", "Trade", "Transport", "Veterans", "Wildlife"])
        elif kind < 0.88:
            text = r.choice(["Department of ", "Ministry of ", "Office of ", "Bureau of "]) + r.choice(["Agriculture", "Commerce", "Culture", "Defense", "Education", "Energy", "Finance", "Foreign Affairs", "Health",
                            "Housing", "Immigration", "Justice", "Labor", "Public Works", "Revenue", "Social Affairs", "State", "the Interior", "Tourism", "Transportation", "Veterans Affairs"])
        else:
            return super().organization(lang)
        return text.removeprefix("the ").removeprefix("The ")

    # Streets

    def _street(self, country):
        r = self.r
        bases, forms = STREETS[country]
        lang = country if country in CULTURES else "en"
        base = r.choice(bases.split("|"))
        values = {"b": lambda: base, "n": lambda: str(r.choice([r.randint(1, 60), r.randint(1, 300), r.randint(100, 2500) if country in ("es", "pt", "asia") else r.randint(1, 120)])),
                  "m": lambda: str(r.randint(1, 9)), "a": lambda: r.choice("ABCDEabc"), "L": lambda: self.last_name(lang), "P": lambda: " ".join(self.pair(lang)[:2])}
        text = re.sub(r"\{(\w)\}", lambda m: values[m.group(1)](), r.choice(forms.split("|")))
        if base.endswith((" ", "-")):  # Alte Straße, Karl-Marx-Straße
            text = re.sub(re.escape(base) + r"(\w)", lambda m: base + m.group(1).upper(), text)
        return text[0].upper() + text[1:] if country in ("de", "nl", "sv", "no") else text

    def _english_street(self):
        r, g = self.r, self.g
        kind = r.random()
        name = r.choice([r.choice(g["stbase.en"]), r.choice(STREET_BASES), self.last_name("en"), r.choice(g["enpre"]) + r.choice(g["ensuf"])])
        end = r.choice(g["stend.en"][:24]) if r.random() < 0.75 else r.choice(g["stend.en"])
        number = str(r.choice([r.randint(1, 250), r.randint(100, 9999), r.randint(1000, 29999)]))
        if r.random() < 0.04:
            number += r.choice(["A", "B", "-A", " 1/2", "-12", "b"])
        way = r.choice(["N", "S", "E", "W", "N.", "S.", "E.", "W.", "North", "South", "East", "West", "NE", "NW", "SW", "SE"])
        if kind < 0.5:
            text = f"{number} {name} {end}"
        elif kind < 0.58:
            text = f"{number} {way} {name} {end}"
        elif kind < 0.64:
            text = f"{number} {way} {self.ordinal(r.randint(1, 199))} {r.choice(['St', 'Street', 'Ave', 'Avenue', 'Pl', 'St.', 'Terrace'])}"
        elif kind < 0.67:
            text = f"{number} {r.choice(['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth', 'Ninth', 'Tenth'])} {r.choice(['Street', 'Avenue', 'St', 'Ave'])}"
        elif kind < 0.70:
            text = f"{number} {r.choice(['County Road', 'State Route', 'Highway', 'US Highway', 'FM', 'Farm to Market Road', 'CR', 'Route'])} {r.randint(1, 999)}"
        elif kind < 0.72:
            text = f"{number} {name} {end} {way.strip('.')}"
        elif kind < 0.80:
            return f"{name} {end}"
        elif kind < 0.85:
            return f"{r.choice(['Flat', 'Unit', 'Apartment', 'Apt', 'Suite'])} {r.randint(1, 60)}{r.choice(['', '', 'A', 'B'])}, {r.randint(1, 300)} {name} {end}"
        elif kind < 0.87:
            return f"{r.randint(1, 40)}/{r.randint(1, 300)} {name} {end}"
        elif kind < 0.89:
            return f"{r.choice(['Rose', 'Ivy', 'Mill', 'Orchard', 'The Old', 'Church', 'Yew Tree'])} {r.choice(['Cottage', 'House', 'Barn', 'Farm', 'Lodge'])}, {name} {r.choice(['Lane', 'Road', 'Hill', 'Close'])}"
        elif kind < 0.90:
            return f"{r.randint(1, 99)} {r.choice(['The Avenue', 'The Green', 'The Crescent', 'Broadway', 'The Mall', 'The Strand', 'Embarcadero', 'Piccadilly', 'Bowery'])}"
        else:
            return self.fakers[r.choice(["en_US", "en_US", "en_GB", "en_AU", "en_CA", "en_IE", "en_NZ", "en_IN"])].street_address().replace("\n", ", ")
        if r.random() < 0.28:
            unit = r.choice([str(r.randint(1, 999)), f"{r.randint(1, 40)}{r.choice('ABCDEF')}", r.choice("ABCDEFGH"), f"{r.choice('ABCD')}-{r.randint(1, 30)}", f"{r.randint(1, 40)}-{r.choice('AB')}"])
            text += r.choice([", ", ", ", " "]) + r.choice(["Apt ", "Apt. ", "Unit ", "Suite ", "#", "# ", "Apartment ", "Ste ", "Ste. ", "Floor ", "Room ", "Bldg ", "Lot ", "Rm ", "apt "]) + unit
        return text

    def street_address(self, lang):
        r = self.r
        if lang in ("ja", "zh", "ru"):
            return super().street_address(lang)
        kind = r.random()
        if lang == "en":
            text = self._english_street() if kind < 0.68 else self._street(r.choice(sorted(STREETS))) if kind < 0.90 else super().street_address(lang)
            return plain(text) if r.random() < 0.06 else text
        if lang == "sv":
            return self._street("sv") if kind < 0.8 else self.fakers["sv_SE"].street_address().replace("\n", ", ")
        return self._street(lang) if kind < 0.65 else super().street_address(lang)
