"""Values for PII slots: names, places, numbers with valid check digits, in the formats of many countries.

Everything is drawn from a seeded generator. Numbers are random; those with check digits (IBAN, cards, national ids)
carry valid ones, because the tagger works beside rules that check them.
"""

import random
import re
import string
import unicodedata

from faker import Faker

LOCALES = {
    "en": ["en_US"] * 6 + ["en_GB"] * 2 + ["en_AU", "en_CA", "en_IN", "en_IE", "en_NZ", "de_DE", "fr_FR", "es_ES", "es_MX",
                                        "it_IT", "pl_PL", "pt_BR", "nl_NL", "tr_TR", "sv_SE", "no_NO", "da_DK", "fi_FI",
                                        "cs_CZ", "ro_RO", "hu_HU", "hr_HR", "vi_VN", "id_ID", "fil_PH"],
    "de": ["de_DE", "de_AT", "de_CH"], "fr": ["fr_FR", "fr_FR", "fr_CA", "fr_CH"], "es": ["es_ES", "es_MX", "es_AR", "es_CO"],
    "it": ["it_IT"], "nl": ["nl_NL", "nl_BE"], "pl": ["pl_PL"], "tr": ["tr_TR"], "ja": ["ja_JP"], "zh": ["zh_CN"],
    "ru": ["ru_RU"], "pt": ["pt_BR", "pt_PT"],
}
STREET_COUNTRY = {
    "en_US": "US", "en_GB": "GB", "de_DE": "DE", "fr_FR": "FR", "es_ES": "ES", "it_IT": "IT", "nl_NL": "NL",
    "pt_BR": "BR", "pl_PL": "PL", "tr_TR": "TR", "ja_JP": "JP", "zh_CN": "CN",
}

COUNTRIES = """United States|United Kingdom|Germany|France|Spain|Italy|Poland|Portugal|Netherlands|Belgium|Austria|Switzerland|Sweden|
Norway|Denmark|Finland|Iceland|Ireland|Greece|Turkey|Russia|Ukraine|Romania|Hungary|Czech Republic|Slovakia|Croatia|Serbia|
Bulgaria|Estonia|Latvia|Lithuania|Japan|China|South Korea|North Korea|India|Pakistan|Bangladesh|Sri Lanka|Nepal|Thailand|
Vietnam|Malaysia|Singapore|Indonesia|Philippines|Australia|New Zealand|Canada|Mexico|Brazil|Argentina|Chile|Peru|Colombia|
Venezuela|Ecuador|Bolivia|Uruguay|Paraguay|Cuba|Jamaica|Haiti|Panama|Costa Rica|Guatemala|Honduras|Egypt|Morocco|Algeria|
Tunisia|Libya|Nigeria|Ghana|Kenya|Ethiopia|Tanzania|Uganda|South Africa|Zimbabwe|Zambia|Angola|Mozambique|Senegal|Cameroon|
Israel|Palestine|Lebanon|Jordan|Syria|Iraq|Iran|Saudi Arabia|Yemen|Oman|Qatar|Kuwait|Bahrain|United Arab Emirates|
Afghanistan|Kazakhstan|Uzbekistan|Georgia|Armenia|Azerbaijan|Mongolia|Taiwan|Hong Kong|Puerto Rico|Malta|Cyprus|Luxembourg|
Slovenia|Albania|North Macedonia|Kosovo|Moldova|Belarus|Somalia|Sudan|Rwanda|Madagascar|Mauritius|Fiji|Papua New Guinea|
USA|U.S.|US|UK|U.K.|UAE|EU|Great Britain|England|Scotland|Wales|Northern Ireland|Bosnia and Herzegovina|
Trinidad and Tobago|Ivory Coast|Myanmar|Cambodia|Laos|Brunei""".replace("\n", "").split("|")
CITIES = """New York|Los Angeles|Chicago|Houston|Phoenix|Philadelphia|San Antonio|San Diego|Dallas|San Jose|Austin|Jacksonville|
Fort Worth|Columbus|Charlotte|San Francisco|Indianapolis|Seattle|Denver|Washington|Boston|El Paso|Nashville|Detroit|
Oklahoma City|Portland|Las Vegas|Memphis|Louisville|Baltimore|Milwaukee|Albuquerque|Tucson|Fresno|Sacramento|Kansas City|
Mesa|Atlanta|Omaha|Colorado Springs|Raleigh|Miami|Oakland|Minneapolis|Tulsa|Cleveland|New Orleans|Tampa|Honolulu|Pittsburgh|
St. Louis|Cincinnati|Anchorage|Buffalo|Salt Lake City|Boise|Richmond|Des Moines|Spokane|Rochester|London|Manchester|
Birmingham|Leeds|Glasgow|Liverpool|Bristol|Sheffield|Edinburgh|Cardiff|Belfast|Leicester|Nottingham|Newcastle|Southampton|
Oxford|Cambridge|York|Bath|Brighton|Dublin|Cork|Galway|Paris|Lyon|Marseille|Toulouse|Nice|Nantes|Bordeaux|Lille|Strasbourg|
Berlin|Hamburg|Munich|Cologne|Frankfurt|Stuttgart|Düsseldorf|Leipzig|Dresden|Vienna|Graz|Salzburg|Zurich|Geneva|Basel|Bern|
Madrid|Barcelona|Valencia|Seville|Bilbao|Málaga|Lisbon|Porto|Rome|Milan|Naples|Turin|Florence|Venice|Bologna|Palermo|
Amsterdam|Rotterdam|Utrecht|The Hague|Brussels|Antwerp|Ghent|Copenhagen|Aarhus|Stockholm|Gothenburg|Oslo|Bergen|Helsinki|
Tampere|Reykjavik|Warsaw|Kraków|Gdańsk|Wrocław|Prague|Brno|Budapest|Bucharest|Sofia|Belgrade|Zagreb|Ljubljana|Athens|
Thessaloniki|Istanbul|Ankara|Izmir|Kyiv|Lviv|Odesa|Moscow|Saint Petersburg|Minsk|Riga|Vilnius|Tallinn|Tokyo|Osaka|Kyoto|
Sapporo|Seoul|Busan|Beijing|Shanghai|Shenzhen|Guangzhou|Chengdu|Taipei|Hanoi|Ho Chi Minh City|Bangkok|Jakarta|Manila|
Kuala Lumpur|Mumbai|Delhi|New Delhi|Bangalore|Chennai|Kolkata|Hyderabad|Pune|Karachi|Lahore|Islamabad|Dhaka|Kathmandu|
Colombo|Kabul|Tehran|Baghdad|Damascus|Beirut|Amman|Jerusalem|Tel Aviv|Gaza|Riyadh|Jeddah|Dubai|Abu Dhabi|Doha|Cairo|
Alexandria|Casablanca|Rabat|Tunis|Algiers|Lagos|Abuja|Accra|Nairobi|Mombasa|Addis Ababa|Kampala|Dar es Salaam|Johannesburg|
Cape Town|Durban|Pretoria|Harare|Dakar|Sydney|Melbourne|Brisbane|Perth|Adelaide|Canberra|Hobart|Auckland|Wellington|
Christchurch|Toronto|Montreal|Vancouver|Calgary|Ottawa|Edmonton|Winnipeg|Quebec City|Halifax|Mexico City|Guadalajara|
Monterrey|Tijuana|Havana|Kingston|San Juan|Bogotá|Medellín|Lima|Quito|Santiago|Buenos Aires|Córdoba|Montevideo|Asunción|
La Paz|Caracas|São Paulo|Rio de Janeiro|Brasília|Salvador|Recife|Fortaleza|Springfield|Lexington|Fayetteville|Aberdeen|
Dover|Concord|Salem|Burlington|Ithaca|Ann Arbor|Santa Fe|Fort Collins|Chattanooga|Little Rock|Baton Rouge|Grand Rapids""".replace("\n", "").split("|")
REGIONS = """Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|
Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|
Nevada|New Hampshire|New Jersey|New Mexico|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|
South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming|Bavaria|Saxony|
Hesse|Catalonia|Andalusia|Normandy|Brittany|Provence|Tuscany|Sicily|Lombardy|Ontario|Quebec|British Columbia|Alberta|
Queensland|New South Wales|Victoria|Tasmania|Punjab|Kerala|Gujarat|Maharashtra|Tamil Nadu|Kent|Cornwall|Yorkshire|Devon|
Orange County|Cook County|King County|Harris County|Kerry County|Flanders|Wallonia|Tyrol|Zeeland|Hokkaido|Okinawa|Guangdong|
Sichuan|Chiapas|Jalisco|Minas Gerais|Bahia|Chechnya|Crimea|Siberia|Dagestan""".replace("\n", "").split("|")
STATE_CODES = ("AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI "
               "SC SD TN TX UT VT VA WA WV WI WY DC").split()
NRP = """American|British|German|French|Spanish|Italian|Polish|Portuguese|Dutch|Belgian|Austrian|Swiss|Swedish|Norwegian|Danish|
Finnish|Irish|Greek|Turkish|Russian|Ukrainian|Romanian|Hungarian|Czech|Slovak|Croatian|Serbian|Bulgarian|Japanese|Chinese|
Korean|Indian|Pakistani|Bangladeshi|Nepalese|Thai|Vietnamese|Malaysian|Indonesian|Filipino|Australian|Canadian|Mexican|
Brazilian|Argentinian|Chilean|Peruvian|Colombian|Cuban|Egyptian|Moroccan|Algerian|Tunisian|Nigerian|Ghanaian|Kenyan|
Ethiopian|Somali|South African|Israeli|Palestinian|Lebanese|Jordanian|Syrian|Iraqi|Iranian|Saudi|Yemeni|Afghan|Kazakh|
Armenian|Georgian|Kurdish|Scottish|Welsh|Catalan|Basque|Christian|Muslim|Jewish|Hindu|Buddhist|Sikh|Catholic|Protestant|
Orthodox|Sunni|Shiite|Mormon|Quaker|Baptist|Lutheran|Methodist|Democrat|Republican|Conservative|Labour|Socialist|Communist|
Green|Liberal|Latino|Hispanic|African American|Arab|Roma|European|Asian|Libertarian""".replace("\n", "").split("|")
NRP_PLURAL = ["Americans", "Germans", "Russians", "Italians", "Catholics", "Muslims", "Christians", "Jews", "Hindus", "Sikhs",
              "Buddhists", "Democrats", "Republicans", "Liberals", "Conservatives", "Canadians", "Mexicans", "Brazilians", "Kurds",
              "Palestinians", "Israelis", "Turks", "Greeks", "Poles", "Swedes", "Nigerians", "Socialists", "Evangelicals"]
TITLES = {
    "en": ["Mr", "Mrs", "Ms", "Dr", "Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "Professor", "Miss", "Sir", "Rev.", "Doctor", "Prof"],
    "de": ["Herr", "Frau", "Dr.", "Prof.", "Prof. Dr."], "fr": ["M.", "Mme", "Monsieur", "Madame", "Dr", "Mlle", "Pr"],
    "es": ["Sr.", "Sra.", "Don", "Doña", "Dr.", "Dra.", "Srta."], "it": ["Sig.", "Sig.ra", "Dott.", "Dott.ssa", "Prof.", "Signora"],
    "nl": ["dhr.", "mevr.", "mevrouw", "meneer", "dr.", "ir."], "pl": ["Pan", "Pani", "dr", "prof.", "mgr"],
    "tr": ["Sayın", "Dr.", "Prof. Dr.", "Av."], "pt": ["Sr.", "Sra.", "Dr.", "Dra.", "Prof."], "ru": ["г-н", "г-жа", "д-р", "проф."],
    "ja": ["Dr.", "博士"], "zh": ["博士", "教授"],
}
ORG_HEADS = """Acme|Northwind|Blue Ridge|Summit|Pioneer|Evergreen|Harbor|Silverline|Redwood|Crescent|Granite|Horizon|Lakeside|Atlas|
Beacon|Meridian|Apex|Cascade|Sterling|Vanguard|Pacific|Atlantic|Global|United|First National|Continental|Golden Gate|Keystone|
Liberty|Frontier|Orion|Nova|Quantum|Vertex|Zenith|Titan|Polaris|Phoenix|Falcon|Cedar|Maple|Oakwood|Riverside|Highland|
Central|Metro|Capital|Royal|Imperial|Eastern|Western|Southern|Northern|Bright|Clear|Swift|True North|Open Sky|Ironwood|Lumen""".replace("\n", "").split("|")
ORG_TAILS = """Bank|Insurance|Technologies|Systems|Software|Logistics|Airlines|Motors|Pharmaceuticals|Foods|Energy|Holdings|Partners|
Capital|Ventures|Consulting|Solutions|Media|Entertainment|Records|Studios|Hospital|Medical Center|University|College|High School|
Institute|Foundation|Society|Trust|Council|Construction|Industries|Group|Hotels|Telecom|Networks|Labs|Robotics|Biotech|Airways|
Steel|Mining|Oil|Shipping|Brewing Company|Coffee|Bakery|Furniture|Publishing|Times|Post|Herald|Tribune|FC|United FC|Symphony|
Credit Union|Savings Bank|Securities|Realty|Law Group|Clinic|Dental|Diagnostics|Outfitters|Supply Co.|& Sons|& Co.""".replace("\n", "").split("|")
ORG_FORMS = ["", "", "", "", " Inc", " Inc.", ", Inc.", " Ltd", " Ltd.", " LLC", " Corp", " Corporation", " Co.", " plc", " GmbH", " AG", " SA", " Group"]
ORG_KNOWN = """the United Nations|UNICEF|NATO|FBI|CIA|NASA|WHO|World Bank|European Commission|European Union|Red Cross|Amnesty International|
Greenpeace|Microsoft|Google|Apple|Amazon|Facebook|IBM|Intel|Oracle|Samsung|Sony|Toyota|Honda|Volkswagen|BMW|Siemens|Bosch|
Nokia|Ericsson|Boeing|Airbus|Lufthansa|Ryanair|British Airways|Barclays|HSBC|Deutsche Bank|Goldman Sachs|JPMorgan|Citigroup|
Wells Fargo|Walmart|Target|Tesco|Aldi|Ikea|Starbucks|McDonald's|Coca-Cola|Pepsi|Nestlé|Unilever|Pfizer|Novartis|Bayer|Roche|
Shell|BP|Gazprom|ExxonMobil|BBC|CNN|Reuters|Associated Press|Harvard University|Stanford|MIT|Yale|Oxford University|
University of Michigan|Senate|Congress|Parliament|Supreme Court|Pentagon|White House|Federal Reserve|Treasury|Interpol|
Manchester United|Real Madrid|Liverpool|Chelsea|Yankees|Red Sox|Lakers|Chicago Bulls|Hamas|Hezbollah|Labour Party|
Ministry of Health|Department of Justice|State Department|Foreign Ministry|Home Office|Scotland Yard|Wikipedia|Twitter|
Netflix|Uber|Airbnb|PayPal|Visa|FedEx|UPS|DHL|AT&T|Verizon|Vodafone|Orange|General Motors|Ford|General Electric|3M|SAP|Adobe""".replace("\n", "").split("|")
STREET_BASES = """Maple|Oak|Cedar|Pine|Elm|Washington|Lincoln|Jefferson|Franklin|Madison|Park|Lake|Hill|River|Church|Main|High|
Spring|Mill|Walnut|Chestnut|Highland|Sunset|Ridge|Forest|Meadow|Garden|Broad|Market|Union|Center|College|Prospect|Mulberry|
Magnolia|Dogwood|Hickory|Birch|Poplar|Sycamore|Willow|Willow Creek|Old Mill|Rose Hill|Stony Brook|King|Queen|Victoria|
Station|Bridge|School|North|South|West|East|Harbor View|Canyon|Valley|Eagle|Fox Run|Deer Park|Cherry|Locust|Juniper|Vine|
Clinton|Jackson|Monroe|Adams|Wilson|Grant|Harrison|Cleveland|Kennedy|Martin Luther King Jr.""".replace("\n", "").split("|")
STREET_ENDS = ("Street St St. Avenue Ave Ave. Road Rd Rd. Drive Dr Lane Ln Boulevard Blvd Court Ct Place Pl Way Terrace Circle Parkway "
               "Pkwy Trail Highway Square Crescent Close Gardens Grove Row Mews").split()
TURKISH_PLACES = ("İstanbul Ankara İzmir Bursa Antalya Adana Konya Gaziantep Mersin Kayseri Eskişehir Trabzon Samsun Diyarbakır Denizli "
                  "Kadıköy Beşiktaş Üsküdar Çankaya Bornova Bodrum Van Erzurum Malatya Muğla Rize Sivas Türkiye Almanya Fransa Hollanda").split()
WORDS = ("sun blue tiger night river coffee happy star moon pixel storm ninja cloud maple ghost rocket panda silver wolf echo lemon code "
         "dragon hiker surf cat dog gamer music chef dev admin ops data").split()


class Values:
    """One generator of values; `take(slot, lang)` draws a new one."""

    def __init__(self, seed, lists):
        self.r = random.Random(seed)
        self.lists = lists
        self.fakers = {}
        for locales in LOCALES.values():
            for locale in locales:
                if locale not in self.fakers:
                    self.fakers[locale] = Faker(locale)
        for i, locale in enumerate(sorted(self.fakers)):
            self.fakers[locale].seed_instance(f"{seed}:{i}")

    def locale(self, lang):
        return self.r.choice(LOCALES.get(lang, LOCALES["en"]))

    def digits(self, n):
        return "".join(self.r.choice(string.digits) for _ in range(n))

    def chars(self, n, alphabet=string.ascii_letters + string.digits):
        return "".join(self.r.choice(alphabet) for _ in range(n))

    def pattern(self, text):
        """# digit, @ upper-case letter, % lower-case letter, * letter or digit."""
        table = {"#": string.digits, "@": string.ascii_uppercase, "%": string.ascii_lowercase,
                 "*": string.ascii_uppercase + string.digits}
        return "".join(self.r.choice(table[c]) if c in table else c for c in text)

    # Names

    def _name(self, lang, part):
        f = self.fakers[self.locale(lang)]
        if part == "full" and lang == "en":
            kind = self.r.random()
            if kind < 0.06:
                return f"{f.first_name()} {self.r.choice(string.ascii_uppercase)}. {f.last_name()}"
            if kind < 0.08:
                return f"{self.r.choice(string.ascii_uppercase)}. {f.last_name()}"
            if kind < 0.10:
                return f"{f.first_name()} {f.last_name()}-{f.last_name()}"
        if part == "full":
            if lang in ("ja", "zh"):
                return f.last_name() + (" " if lang == "ja" and self.r.random() < 0.4 else "") + f.first_name()
            return f"{f.first_name()} {f.last_name()}"
        return f.first_name() if part == "first" else f.last_name()

    def person(self, lang):
        return self._name(lang, "full")

    def first_name(self, lang):
        return self._name(lang, "first")

    def last_name(self, lang):
        return self._name(lang, "last")

    def gpe(self, lang):
        r = self.r
        if lang in ("en",):
            kind = r.random()
            if kind < 0.42:
                return r.choice(CITIES)
            if kind < 0.62:
                return r.choice(COUNTRIES)
            if kind < 0.74:
                return r.choice(REGIONS)
            if kind < 0.77:
                return r.choice(STATE_CODES)
            f = self.fakers[r.choice(["en_US", "en_GB", "en_US", "de_DE", "fr_FR", "es_ES", "it_IT", "pt_BR", "pl_PL", "nl_NL"])]
            return f.city()
        f = self.fakers[self.locale(lang)]
        kind = r.random()
        if lang == "tr":
            return r.choice(TURKISH_PLACES)
        if kind < 0.3 and lang not in ("nl",):
            return f.country()
        if kind < 0.45 and lang not in ("ja", "zh", "ru"):
            return r.choice(CITIES)
        return f.city()

    def organization(self, lang):
        r = self.r
        kind = r.random()
        if kind < 0.45 and lang not in ("ja", "zh", "ru"):
            text = r.choice(self.lists["organization_patterns"])["pattern"]
            return re.sub(r"\{\{([A-Z_]+)\}\}", lambda m: self.take(m.group(1), lang), text)
        if lang == "en":
            if kind < 0.58:
                return f"{r.choice(ORG_HEADS)} {r.choice(ORG_TAILS)}{r.choice(ORG_FORMS)}"
            if kind < 0.66:
                return f"{r.choice(CITIES)} {r.choice(ORG_TAILS)}"
            if kind < 0.70:
                return f"University of {r.choice(CITIES + REGIONS)}"
            if kind < 0.84:
                return r.choice(ORG_KNOWN).removeprefix("the ")
            if kind < 0.87:
                return self.chars(r.choice([2, 3, 3, 4]), string.ascii_uppercase)
        elif kind > 0.85 and lang not in ("ja", "zh"):
            return r.choice(ORG_KNOWN).removeprefix("the ")
        if lang in ("ja", "zh", "ru") and kind < 0.3:
            # Patterns of lists.json that are written in the script of the language.
            script = {"ja": r"[\u3040-\u30ff]|株式", "zh": r"公司|集团|大学|医院", "ru": r"[а-яА-Я]"}[lang]
            own = [p["pattern"] for p in self.lists["organization_patterns"] if re.search(script, p["pattern"])]
            if own:
                return re.sub(r"\{\{([A-Z_]+)\}\}", lambda m: self.take(m.group(1), lang), r.choice(own))
        return self.fakers[self.locale(lang)].company()

    def _list_street(self, country, lang):
        r = self.r
        entry = self.lists["street_patterns"][country]
        text = r.choice(entry["patterns"])
        values = {"n": lambda: str(r.randint(1, 250)), "u": lambda: str(r.randint(1, 40)), "l": lambda: r.choice("ABCDEF"),
                  "dir": lambda: r.choice("N S E W NE NW SE SW".split()), "base": lambda: r.choice(entry["bases"]),
                  "ord": lambda: self.ordinal(r.randint(1, 120))}
        text = re.sub(r"(?<!\{)\{(\w+)\}(?!\})", lambda m: values[m.group(1)](), text)
        return re.sub(r"\{\{([A-Z_]+)\}\}", lambda m: self.take(m.group(1), lang), text)

    @staticmethod
    def ordinal(n):
        return f"{n}{'th' if 10 <= n % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"

    def street_address(self, lang):
        r = self.r
        if lang == "en":
            kind = r.random()
            if kind < 0.42:
                name = r.choice(STREET_BASES) if r.random() < 0.65 else self.fakers["en_US"].last_name()
                text = f"{r.choice([r.randint(1, 250), r.randint(100, 9999), r.randint(1000, 29999)])} "
                if r.random() < 0.2:
                    text += r.choice(["N ", "S ", "E ", "W ", "North ", "South ", "West ", "East ", "NW "])
                text += f"{self.ordinal(r.randint(1, 99))} {r.choice(['St', 'Street', 'Ave', 'Avenue'])}" if r.random() < 0.12 else f"{name} {r.choice(STREET_ENDS)}"
                if r.random() < 0.3:
                    unit = r.choice([str(r.randint(1, 999)), f"{r.randint(1, 40)}{r.choice('ABCDEF')}", r.choice("ABCDEFGH")])
                    text += r.choice([", ", " "]) + r.choice(["Apt ", "Apt. ", "Unit ", "Suite ", "#", "Apartment ", "Ste ", "Floor "]) + unit
                return text
            if kind < 0.56:
                return self.fakers["en_US"].street_address().replace("\n", " ")
            if kind < 0.64:
                return self.fakers[r.choice(["en_GB", "en_AU", "en_CA", "en_NZ"])].street_address().replace("\n", ", ")
            if kind < 0.72:
                name = r.choice(STREET_BASES) if r.random() < 0.5 else self.fakers["en_US"].last_name()
                return f"{name} {r.choice(STREET_ENDS[:22])}"  # a street without number
            if kind < 0.86:
                country = r.choice(["US", "US", "GB", "GB", "DE", "FR", "ES", "IT", "NL", "BR", "PL", "TR"])
                return self._list_street(country, "en" if country in ("US", "GB") else {"BR": "pt"}.get(country, country.lower()))
            return self.fakers[r.choice(["de_DE", "fr_FR", "es_ES", "it_IT", "nl_NL", "pt_BR", "pl_PL", "es_MX", "sv_SE"])].street_address().replace("\n", ", ")
        locale = self.locale(lang)
        country = STREET_COUNTRY.get(locale)
        if country and (lang == "tr" or r.random() < 0.5):
            return self._list_street(country, lang)
        f = self.fakers[locale]
        if lang == "ja":
            return f.town() + f.chome() + f.ban() + f.gou()
        return f.street_address().replace("\n", ", ")

    def zip_code(self, lang):
        r = self.r
        if lang == "en":
            kind = r.random()
            if kind < 0.6:
                return self.digits(5) + (f"-{self.digits(4)}" if r.random() < 0.15 else "")
            if kind < 0.8:
                return self.pattern(r.choice(["@# #@@", "@## #@@", "@@# #@@", "@@## #@@", "@@#@ #@@"]))
            if kind < 0.88:
                return self.pattern("@#@ #@#")
            return self.pattern(r.choice(["####", "#####", "######", "#### @@", "##-###", "####-###"]))
        return self.pattern({"de": "#####", "fr": "#####", "es": "#####", "it": "#####", "nl": r.choice(["#### @@", "####@@"]),
                             "pl": "##-###", "tr": "#####", "ja": r.choice(["###-####", "〒###-####"]).replace("〒", ""), "zh": "######",
                             "ru": "######", "pt": r.choice(["#####-###", "####-###"])}.get(lang, "#####"))

    # Contact

    def email_address(self, lang):
        r = self.r
        f = self.fakers[self.locale(lang if lang not in ("ja", "zh", "ru") else "en")]
        plain = lambda s: re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", s.lower())) or "info"
        first, last = plain(f.first_name()), plain(f.last_name())
        local = r.choice([f"{first}.{last}", f"{first[0]}{last}", f"{first}_{last}", f"{first}{r.randint(1, 99)}", f"{last}.{first}",
                          f"{first}+{r.choice(WORDS)}", f"{r.choice(WORDS)}{r.choice(WORDS)}{r.randint(1, 999)}", first, f"{first}-{last}"])
        host = r.choice(["gmail.com", "yahoo.com", "outlook.com", "hotmail.com", "icloud.com", "proton.me", "gmx.de", "web.de", "orange.fr",
                         "mail.ru", "qq.com", "163.com", "libero.it", "wp.pl", "uol.com.br", "aol.com", "live.com",
                         f"{last}{r.choice(WORDS)}.{r.choice(['com', 'org', 'net', 'io', 'co.uk', 'de', 'fr', 'es', 'it', 'pl', 'com.au', 'edu'])}",
                         f"mail.{r.choice(WORDS)}{r.choice(WORDS)}.{r.choice(['com', 'org', 'eu', 'ch'])}"])
        text = f"{local}@{host}"
        return text.title() if r.random() < 0.02 else text

    def phone_number(self, lang):
        r = self.r
        forms = {
            "en": ["(###) ###-####", "###-###-####", "###.###.####", "+1 ### ### ####", "+1-###-###-####", "1-###-###-####", "(###)###-####",
                   "##########", "+1 (###) ###-####", "### ### ####", "+1##########", "###-###-#### x###", "(###) ###-#### ext. ####",
                   "+44 20 #### ####", "+44 7### ######", "07### ######", "020 #### ####", "0161 ### ####", "+61 4## ### ###", "04## ### ###",
                   "+91 ##### #####", "+353 8# ### ####", "+64 21 ### ####", "+49 30 ########", "+33 6 ## ## ## ##", "001-###-###-####x####"],
            "de": ["+49 ### #######", "0### #######", "0###/######", "+49 (0)## ########", "01## ########", "+43 1 #######", "+41 ## ### ## ##", "0##-#######"],
            "fr": ["0# ## ## ## ##", "+33 # ## ## ## ##", "0#.##.##.##.##", "+33#########", "0#########"],
            "es": ["6## ### ###", "+34 6## ## ## ##", "9## ## ## ##", "+34#########", "+52 55 #### ####", "6##-###-###"],
            "it": ["3## ### ####", "+39 3## #######", "06 ########", "+39 02 #### ####", "0#1 ######"],
            "nl": ["06-########", "06 #### ####", "+31 6 ########", "020-#######", "+31 20 ### ####", "+32 4## ## ## ##"],
            "pl": ["### ### ###", "+48 ### ### ###", "22 ### ## ##", "+48#########", "###-###-###"],
            "tr": ["05## ### ## ##", "+90 5## ### ## ##", "0(5##) ### ## ##", "0212 ### ## ##"],
            "ja": ["090-####-####", "03-####-####", "080-####-####", "+81 90-####-####", "0##-###-####"],
            "zh": ["13#########", "+86 1## #### ####", "010-########", "021-########", "15# #### ####"],
            "ru": ["+7 (9##) ###-##-##", "8 9## ### ## ##", "+79#########", "8-9##-###-##-##", "8 (495) ###-##-##"],
            "pt": ["(##) 9####-####", "+55 ## 9####-####", "+351 9## ### ###", "9## ### ###", "(##) ####-####"],
        }
        return self.pattern(r.choice(forms.get(lang, forms["en"])).replace("(###)", f"({r.randint(2, 9)}##)"))

    # Numbers with check digits

    def us_ssn(self, lang):
        r = self.r
        a, b, c = r.choice([n for n in (r.randint(1, 665), r.randint(667, 899))]), r.randint(1, 99), r.randint(1, 9999)
        return r.choice(["{:03d}-{:02d}-{:04d}"] * 6 + ["{:03d} {:02d} {:04d}", "{:03d}{:02d}{:04d}"]).format(a, b, c)

    @staticmethod
    def luhn(body):
        total = 0
        for i, c in enumerate(reversed(body)):
            n = int(c) * (2 if i % 2 == 0 else 1)
            total += n - 9 if n > 9 else n
        return str(-total % 10)

    def credit_card(self, lang):
        r = self.r
        prefix, length = r.choice([("4", 16), ("4", 16), (str(r.randint(51, 55)), 16), ("2" + str(r.randint(22, 71)), 16),
                                   (r.choice(["34", "37"]), 15), ("6011", 16), ("35" + str(r.randint(28, 89)), 16), ("36", 14)])
        body = prefix + self.digits(length - 1 - len(prefix))
        number = body + self.luhn(body)
        groups = [number[:4], number[4:10], number[10:]] if length < 16 else [number[i:i + 4] for i in range(0, 16, 4)]
        return r.choice([" ", " ", "-", "", ""]).join(groups)

    IBAN = {"DE": "#" * 18, "GB": "@@@@" + "#" * 14, "FR": "#" * 23, "ES": "#" * 20, "IT": "@" + "#" * 22, "NL": "@@@@" + "#" * 10,
            "PL": "#" * 24, "PT": "#" * 21, "CH": "#" * 17, "AT": "#" * 16, "BE": "#" * 12, "SE": "#" * 20, "NO": "#" * 11, "DK": "#" * 14,
            "FI": "#" * 14, "IE": "@@@@" + "#" * 14, "TR": "#" * 22, "CZ": "#" * 20, "GR": "#" * 23, "RO": "@@@@" + "*" * 16, "LU": "#" * 16,
            "AE": "#" * 19, "SA": "#" * 20, "HU": "#" * 24}

    def iban_code(self, lang):
        country = self.r.choice(sorted(self.IBAN))
        body = self.pattern(self.IBAN[country])
        number = int("".join(str(int(c, 36)) for c in body + country + "00"))
        text = f"{country}{98 - number % 97:02d}{body}"
        if self.r.random() < 0.5:
            text = " ".join(text[i:i + 4] for i in range(0, len(text), 4))
        return text

    def national_id(self, lang):
        r, d = self.r, self.digits
        y, m, day = r.randint(40, 99), r.randint(1, 12), r.randint(1, 28)

        def pesel():
            b = f"{y:02d}{m:02d}{day:02d}{d(4)}"
            return b + str(-sum(int(c) * w for c, w in zip(b, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3))) % 10)

        def cpf():
            b = d(9)
            for n in (10, 11):
                b += str(sum(int(c) * w for c, w in zip(b, range(n, 1, -1))) * 10 % 11 % 10)
            return r.choice([f"{b[:3]}.{b[3:6]}.{b[6:9]}-{b[9:]}", b])

        def dni():
            n = r.randint(10000000, 99999999)
            return f"{n}{r.choice(['', '-'])}{'TRWAGMYFPDXBNJZSQVHLCKE'[n % 23]}"

        def bsn():
            while True:
                b = d(8)
                c = sum(int(x) * w for x, w in zip(b, range(9, 1, -1))) % 11
                if c < 10 and b[0] != "0":
                    return b + str(c)

        def tckn():
            b = str(r.randint(1, 9)) + d(8)
            c = (sum(int(x) for x in b[::2]) * 7 - sum(int(x) for x in b[1::2])) % 10
            return b + str(c) + str((sum(map(int, b)) + c) % 10)

        def insee():
            b = f"{r.choice('12')}{y:02d}{m:02d}{r.randint(1, 95):02d}{d(6)}"
            k = f"{97 - int(b) % 97:02d}"
            return r.choice([b + k, f"{b[0]} {b[1:3]} {b[3:5]} {b[5:7]} {b[7:10]} {b[10:]} {k}"])

        def china():
            b = f"{r.randint(110000, 659000)}19{y:02d}{m:02d}{day:02d}{d(3)}"
            return b + "10X98765432"[sum(int(c) * w for c, w in zip(b, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2))) % 11]

        def steuer():
            b = str(r.randint(1, 9)) + d(10)
            return r.choice([b, f"{b[:2]} {b[2:5]} {b[5:8]} {b[8:]}"])

        def fiscale():
            return self.pattern("@@@@@@") + f"{y:02d}{r.choice('ABCDEHLMPRST')}{day:02d}" + self.pattern("@###@")

        def nino():
            t = r.choice("ABCEGHJKLMNPRSTWXYZ") + r.choice("ABCEGHJKLMNPRSTWXYZ") + d(6) + r.choice("ABCD")
            return r.choice([t, f"{t[:2]} {t[2:4]} {t[4:6]} {t[6:8]} {t[8]}"])

        by = {"de": [steuer, lambda: self.pattern("@##@###@@#")], "fr": [insee], "es": [dni, lambda: self.pattern("X#######@")],
              "it": [fiscale], "nl": [bsn], "pl": [pesel, lambda: self.pattern("###-###-##-##")], "tr": [tckn],
              "ja": [lambda: self.pattern("#### #### ####"), lambda: d(12)], "zh": [china],
              "ru": [lambda: self.pattern("###-###-### ##"), lambda: self.pattern("## ## ######"), lambda: d(12)], "pt": [cpf, lambda: d(9)]}
        common = [nino, nino, pesel, cpf, dni, bsn, tckn, insee, steuer, fiscale, lambda: self.pattern("#### #### ####"),
                  lambda: self.pattern("###-###-###"), lambda: self.pattern("@@@@@####@"), lambda: f"{y:02d}{m:02d}{day:02d}-{d(4)}",
                  lambda: f"19{y:02d}{m:02d}{day:02d}-{d(4)}", lambda: self.pattern("S#######@"), lambda: self.pattern("### ### ###"),
                  lambda: self.pattern("756.####.####.##"), lambda: self.pattern("##-#######")]
        return r.choice(by.get(lang, common))()

    def bank_account(self, lang):
        return self.pattern(self.r.choice(["########", "##########", "############", "#########", "##-##-## ########", "####-###-#######",
                                           "### ### ###", "######-########", "########## / ###", "#### #### ##", "##.####.#####-#"]))

    def ip_address(self, lang):
        r = self.r
        if r.random() < 0.75:
            while True:
                parts = [r.randint(1, 223)] + [r.randint(0, 255) for _ in range(3)]
                if parts[0] not in (10, 127, 192, 172):
                    return ".".join(map(str, parts)) 
        groups = [f"{r.randint(1, 65535):x}" for _ in range(8)]
        groups[0] = r.choice(["2001", "2a02", "2a01", "2600", "2606", "fe80"])
        if r.random() < 0.6:
            cut = r.randint(2, 4)
            return ":".join(groups[:cut]) + "::" + ":".join(groups[-r.randint(1, 3):])
        return ":".join(groups)

    def mac_address(self, lang):
        r = self.r
        parts = [f"{r.randint(0, 255):02x}" for _ in range(6)]
        text = r.choice([":", ":", "-"]).join(parts) if r.random() < 0.9 else ".".join("".join(parts)[i:i + 4] for i in (0, 4, 8))
        return text.upper() if r.random() < 0.5 else text

    def url_with_credentials(self, lang):
        r = self.r
        user, password = self.username(lang), re.sub(r"[@/: ]", "", self.password(lang))
        host = f"{r.choice(['db', 'api', 'git', 'mq', 'cache', 'ftp', 'repo', 'prod-db', 'smtp'])}.{r.choice(WORDS)}{r.choice(WORDS)}.{r.choice(['com', 'net', 'io', 'internal', 'local', 'org'])}"
        scheme, tail = r.choice([("https", "/path/file"), ("https", "/repo.git"), ("postgres", ":5432/app"), ("postgresql", ":5432/orders"),
                                 ("mysql", ":3306/shop"), ("mongodb", ":27017/admin"), ("mongodb+srv", "/prod?retryWrites=true"), ("redis", ":6379/0"),
                                 ("amqp", ":5672/%2f"), ("ftp", "/pub"), ("sftp", "/in"), ("http", ":8080/"), ("smtp", ":587"), ("jdbc:mysql", ":3306/crm")])
        return f"{scheme}://{user}:{password}@{host}{tail}"

    def api_key(self, lang):
        r, c = self.r, self.chars
        hexa = "0123456789abcdef"
        b64 = string.ascii_letters + string.digits + "-_"
        kinds = [
            lambda: "sk-" + c(48), lambda: "sk-proj-" + c(r.choice([48, 100]), b64), lambda: "sk-ant-api03-" + c(86, b64), lambda: "AKIA" + c(16, string.ascii_uppercase + "234567"),
            lambda: c(40, string.ascii_letters + string.digits + "/+"), lambda: "ghp_" + c(36), lambda: "github_pat_" + c(22) + "_" + c(50),
            lambda: "glpat-" + c(20, b64), lambda: f"xoxb-{self.digits(12)}-{self.digits(12)}-{c(24)}", lambda: "AIza" + c(35, b64),
            lambda: "sk_live_" + c(24), lambda: "pk_live_" + c(24), lambda: "rk_test_" + c(24), lambda: "SG." + c(22, b64) + "." + c(43, b64),
            lambda: "hf_" + c(34), lambda: "npm_" + c(36), lambda: "AC" + c(32, hexa), lambda: "dop_v1_" + c(64, hexa),
            lambda: "eyJhbGciOiJIUzI1NiJ9." + c(40, b64) + "." + c(43, b64), lambda: c(32, hexa), lambda: c(40, hexa),
            lambda: "-".join(c(n, hexa) for n in (8, 4, 4, 4, 12)), lambda: "ya29." + c(60, b64), lambda: "key-" + c(32, hexa),
            lambda: "pypi-" + c(60, b64), lambda: c(24) + "==", lambda: "shpat_" + c(32, hexa), lambda: f"{self.digits(10)}:AA" + c(33, b64),
        ]
        return r.choice(kinds)()

    # Dates

    MONTHS = "January February March April May June July August September October November December".split()
    MONTH_NAMES = {
        "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
        "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
        "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
        "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre".split(),
        "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
        "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia".split(),
        "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık".split(),
        "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro".split(),
        "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
    }

    def _date(self, lang, low, high):
        r = self.r
        y, m, d = r.randint(low, high), r.randint(1, 12), r.randint(1, 28)
        name = self.MONTH_NAMES.get(lang, self.MONTHS)[m - 1]
        if lang in ("ja", "zh"):
            return r.choice([f"{y}年{m}月{d}日", f"{y}/{m:02d}/{d:02d}", f"{y}-{m:02d}-{d:02d}"])
        iso = f"{y}-{m:02d}-{d:02d}"
        if lang == "en":
            return r.choice([iso, f"{m:02d}/{d:02d}/{y}", f"{m}/{d}/{y % 100:02d}", f"{d:02d}/{m:02d}/{y}", f"{name} {d}, {y}", f"{d} {name} {y}",
                             f"{name[:3]} {d}, {y}", f"{d} {name[:3]} {y}", f"{name} {self.ordinal(d)}, {y}", f"the {self.ordinal(d)} of {name} {y}".removeprefix("the "),
                             f"{d}-{name[:3]}-{y}", f"{d:02d}.{m:02d}.{y}", f"{d:02d}{m:02d}{y % 100:02d}" if r.random() < 0.2 else iso, f"{m:02d}-{d:02d}-{y}"])
        forms = [iso, f"{d:02d}.{m:02d}.{y}" if lang in ("de", "pl", "tr", "ru") else f"{d:02d}/{m:02d}/{y}", f"{d}. {name} {y}" if lang == "de" else
                 f"{d} de {name} de {y}" if lang in ("es", "pt") else f"{d} {name} {y}", f"{d}.{m}.{y % 100:02d}" if lang in ("de", "ru", "pl") else f"{d}/{m}/{y % 100:02d}",
                 f"{d:02d}-{m:02d}-{y}"]
        return r.choice(forms)

    def date_of_birth(self, lang):
        return self._date(lang, 1935, 2016)

    def date_time(self, lang):
        r = self.r
        time = r.choice([f"{r.randint(0, 23)}:{r.randint(0, 59):02d}", f"{r.randint(0, 23):02d}:{r.randint(0, 59):02d}:{r.randint(0, 59):02d}"])
        kind = r.random()
        if kind < 0.5:
            return self._date(lang, 2015, 2026)
        if lang in ("ja", "zh"):
            return r.choice([f"{r.randint(1, 12)}月{r.randint(1, 28)}日", time, self._date(lang, 2020, 2026) + " " + time])
        if kind < 0.62:
            return time if lang != "en" else r.choice([time, f"{r.randint(1, 12)}:{r.choice(['00', '15', '30', '45'])} {r.choice(['am', 'pm', 'AM', 'PM', 'a.m.', 'p.m.'])}",
                                                       f"{r.randint(1, 12)}{r.choice(['am', 'pm', ' pm'])}"])
        if kind < 0.75:
            name = r.choice(self.MONTH_NAMES.get(lang, self.MONTHS))
            d = r.randint(1, 28)
            if lang == "en":
                return r.choice([f"{name} {d}", f"{d} {name}", f"{name} {self.ordinal(d)}", f"{name[:3]} {d}", f"{name} {r.randint(1990, 2026)}"])
            return f"{d}. {name}" if lang == "de" else f"{d} de {name}" if lang in ("es", "pt") else f"{d} {name}"
        if kind < 0.9:
            return self._date(lang, 2018, 2026) + r.choice([" ", " ", ", ", " at " if lang == "en" else " "]) + time
        y, m, d = r.randint(2018, 2026), r.randint(1, 12), r.randint(1, 28)
        return f"{y}-{m:02d}-{d:02d}T{r.randint(0, 23):02d}:{r.randint(0, 59):02d}:{r.randint(0, 59):02d}{r.choice(['Z', '+00:00', '+02:00', '', '.120Z'])}"

    def age(self, lang):
        return str(self.r.choice([self.r.randint(18, 90), self.r.randint(1, 17), self.r.randint(20, 60)]))

    # Documents, accounts

    def passport(self, lang):
        return self.pattern(self.r.choice(["#########", "@########", "@@#######", "C########", "@#######", "##@@#####", "X#######", "@@######", "E########"]))

    def us_driver_license(self, lang):
        return self.pattern(self.r.choice(["@#######", "@###-####-####", "########", "@############", "@@######", "@##-###-###", "#########", "@########",
                                           "@@@@@######@@#@@", "@###-###-##-###-#", "@##-##-####", "############"]))

    def medical_record_number(self, lang):
        return self.pattern(self.r.choice(["########", "MRN-#######", "MRN######", "######", "##-##-##", "H#######", "P-######", "MR#######", "##########",
                                           "@@-######", "###-###-###", "PAT-####-####", "#######"]))

    def username(self, lang):
        r = self.r
        f = self.fakers[self.locale("en")]
        plain = lambda s: re.sub(r"[^a-z]", "", s.lower()) or "user"
        a, b = plain(f.first_name()), plain(f.last_name())
        return r.choice([f"{a}{r.randint(1, 99)}", f"{a}.{b}", f"{a[0]}{b}", f"{a}_{b}", f"{r.choice(WORDS)}_{r.choice(WORDS)}{r.randint(1, 99)}",
                         f"{r.choice(WORDS)}{r.choice(WORDS)}", f"{b}{r.randint(1950, 2010)}", f"x{a}x", f"{a}-{r.choice(WORDS)}", f"{b}{a[0]}",
                         f"{r.choice(WORDS).title()}{r.choice(WORDS).title()}", f"svc_{r.choice(WORDS)}", f"{a}{b}"])

    def password(self, lang):
        r = self.r
        signs = "!@#$%^&*?-_+=.~"
        return r.choice([
            lambda: f"{r.choice(WORDS).title()}{r.randint(1, 9999)}{r.choice(signs)}", lambda: self.chars(r.randint(8, 20), string.ascii_letters + string.digits + signs),
            lambda: "-".join(r.choice(WORDS) for _ in range(4)), lambda: f"{r.choice(WORDS)}{r.choice(signs)}{r.choice(WORDS)}{r.randint(1, 99)}",
            lambda: f"P@ss{r.choice(WORDS)}{r.randint(1, 999)}", lambda: f"{self.fakers['en_US'].first_name()}{r.randint(1950, 2024)}{r.choice(['', '!', '#'])}",
            lambda: self.chars(12), lambda: f"{r.choice(['Summer', 'Winter', 'Welcome', 'Spring', 'Qwerty', 'Monkey'])}{r.randint(10, 2026)}{r.choice(signs)}",
        ])()

    def title(self, lang):
        return self.r.choice(TITLES.get(lang, TITLES["en"]))

    NRP_BY = {
        "de": "deutsch|Deutsche|Türke|katholisch|evangelisch|muslimisch|polnisch|Franzose|jüdisch|Spanier|italienisch|SPD|Grüne",
        "fr": "français|Française|allemande|marocain|catholique|musulmane|juif|italienne|portugais|algérienne|protestant|belge",
        "es": "español|española|mexicana|católico|musulmana|argentino|colombiana|judío|venezolano|evangélica|peruana",
        "it": "italiano|italiana|francese|cattolica|musulmano|rumena|albanese|ebreo|tedesca|protestante",
        "nl": "Nederlandse|Belgische|katholiek|moslim|Turkse|Marokkaanse|protestants|joods|Duitse|hindoe",
        "pl": "polska|Polak|Ukrainka|katolik|niemiecka|muzułmanin|prawosławny|białoruska|Żyd|czeska",
        "tr": "Türk|Alman|Müslüman|Kürt|Hristiyan|Alevi|Ermeni|Yahudi|İranlı|Suriyeli", "pt": "brasileiro|portuguesa|católica|evangélico|angolana|judeu|muçulmana|italiana",
        "ru": "русский|русская|украинка|православный|мусульманин|татарин|еврей|армянка|белорус|католик", "ja": "日本人|中国人|韓国人|仏教徒|キリスト教徒|アメリカ人|ブラジル人|イスラム教徒",
        "zh": "中国人|日本人|汉族|回族|佛教徒|基督徒|美国人|维吾尔族|藏族|穆斯林",
    }

    def nrp(self, lang):
        if lang in self.NRP_BY:
            return self.r.choice(self.NRP_BY[lang].split("|"))
        return self.r.choice(NRP)

    def license_plate(self, lang):
        by = {"en": ["@@@ ####", "#@@@###", "@@## @@@", "@@##@@@", "@@@-####", "### @@@", "@@@ ###", "#@@ @##"], "de": ["@-@@ ####", "@@-@ ###", "@@@-@@ ##", "@ @@ ###"],
              "fr": ["@@-###-@@"], "es": ["#### @@@", "####@@@"], "it": ["@@###@@", "@@ ### @@"], "nl": ["@@-###-@", "##-@@@-#", "@-###-@@"],
              "pl": ["@@ #####", "@@@ ##@@", "@@ ###@@"], "tr": ["## @@ ###", "## @@@ ##", "34 @@ ####"], "pt": ["@@@-####", "@@@#@##", "@@-##-@@"],
              "ru": ["А###ВС77", "К###МН199", "Т###ОР 50"], "ja": ["品川 300 あ ##-##", "横浜 500 さ ##-##"], "zh": ["京A·#####", "沪B*****", "粤C·@####"]}
        return self.pattern(self.r.choice(by.get(lang, by["en"])))

    def crypto_wallet(self, lang):
        b58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
        c = self.chars
        return self.r.choice([lambda: "0x" + c(40, "0123456789abcdef"), lambda: "0x" + c(40, "0123456789abcdefABCDEF"), lambda: "1" + c(33, b58), lambda: "3" + c(33, b58),
                              lambda: "bc1q" + c(38, "023456789acdefghjklmnpqrstuvwxyz"), lambda: "T" + c(33, b58), lambda: c(44, b58), lambda: "L" + c(33, b58),
                              lambda: "r" + c(33, b58), lambda: "4" + c(94, b58)])()

    def take(self, slot, lang="en"):
        return getattr(self, slot.lower())(lang).strip()
