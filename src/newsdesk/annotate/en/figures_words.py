"""English words of quantity: numbers, bounds, units, currencies."""

from __future__ import annotations

from typing import Final

UNITS_ONE: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES: Final = {
    "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "mn": 1e6, "bn": 1e9, "tn": 1e12,
    "m": 1e6, "k": 1e3, "dozen": 12,
}  # fmt: skip
VAGUE_SCALES: Final = {
    "dozens": 24.0, "scores": 40.0, "hundreds": 200.0, "thousands": 2e3, "millions": 2e6, "billions": 2e9, "trillions": 2e12,
    "tens of thousands": 2e4, "hundreds of thousands": 2e5, "tens of millions": 2e7, "hundreds of millions": 2e8,
    "tens of billions": 2e10, "hundreds of billions": 2e11,
}  # fmt: skip
"""`Hundreds of` people are at least two hundred: the plural says two of them, and no more is said."""
FRACTIONS: Final = {
    "half": 50.0, "a half": 50.0, "one half": 50.0, "one-half": 50.0, "a third": 100 / 3, "one third": 100 / 3, "one-third": 100 / 3,
    "two thirds": 200 / 3, "two-thirds": 200 / 3, "a quarter": 25.0, "one quarter": 25.0, "one-quarter": 25.0,
    "three quarters": 75.0, "three-quarters": 75.0, "a fifth": 20.0, "one fifth": 20.0, "one-fifth": 20.0, "a tenth": 10.0,
    "one tenth": 10.0, "one-tenth": 10.0, "two fifths": 40.0, "two-fifths": 40.0, "three fifths": 60.0, "three-fifths": 60.0,
    "four fifths": 80.0, "four-fifths": 80.0,
}  # fmt: skip
AT_LEAST: Final = (
    "at least", "no fewer than", "no less than", "not less than", "more than", "over", "upwards of", "upward of", "above", "in excess of",
    "a minimum of", "exceeding", "greater than", "as many as at least", "well over", "well more than", "exceeded", "surpassed", "just over",
    "slightly more than", "a little over", "just above", "better than",
)  # fmt: skip
AT_MOST: Final = (
    "at most", "up to", "as many as", "as much as", "fewer than", "less than", "under", "no more than", "not more than", "below",
    "a maximum of", "just under", "as few as", "as high as", "just below", "no greater than",
)  # fmt: skip
ABOUT: Final = (
    "about", "around", "some", "roughly", "approximately", "nearly", "almost", "an estimated", "estimated", "close to", "approx.",
    "circa", "or so", "in the region of", "an average of", "something like", "more or less", "in the neighborhood of", "nearly about", "a reported",
)  # fmt: skip
MEASURES: Final = {
    "percent": "percent", "per cent": "percent", "percentage point": "percentage_point", "percentage points": "percentage_point",
    "km": "km", "kilometer": "km", "kilometers": "km", "kilometre": "km", "kilometres": "km", "mile": "mi", "miles": "mi",
    "meter": "m", "meters": "m", "metre": "m", "metres": "m", "foot": "ft", "feet": "ft", "inch": "in", "inches": "in",
    "yard": "yd", "yards": "yd", "cm": "cm", "centimeters": "cm", "centimetres": "cm", "centimeter": "cm", "mm": "mm", "millimeters": "mm", "millimetres": "mm",
    "nautical mile": "nmi", "nautical miles": "nmi",
    "square kilometer": "km2", "square kilometers": "km2", "square kilometre": "km2", "square kilometres": "km2", "sq km": "km2", "km²": "km2",
    "square mile": "mi2", "square miles": "mi2", "sq mi": "mi2", "square meter": "m2", "square meters": "m2", "square metre": "m2",
    "square metres": "m2", "square foot": "ft2", "square feet": "ft2", "sq ft": "ft2", "hectare": "ha", "hectares": "ha", "acre": "acre", "acres": "acre",
    "cubic meter": "m3", "cubic meters": "m3", "cubic metre": "m3", "cubic metres": "m3", "cubic feet": "ft3",
    "ton": "t", "tons": "t", "tonne": "t", "tonnes": "t", "metric ton": "t", "metric tons": "t", "kg": "kg", "kilo": "kg", "kilos": "kg",
    "kilogram": "kg", "kilograms": "kg", "kilogramme": "kg", "kilogrammes": "kg", "gram": "g", "grams": "g", "pound": "lb", "pounds": "lb", "lb": "lb", "lbs": "lb",
    "ounce": "oz", "ounces": "oz", "liter": "l", "liters": "l", "litre": "l", "litres": "l", "gallon": "gal", "gallons": "gal",
    "barrel": "bbl", "barrels": "bbl", "bushel": "bu", "bushels": "bu",
    "watt": "W", "watts": "W", "kilowatt": "kW", "kilowatts": "kW", "megawatt": "MW", "megawatts": "MW", "gigawatt": "GW", "gigawatts": "GW", "mw": "MW", "gw": "GW",
    "kilowatt-hours": "kWh", "megawatt-hours": "MWh", "kilotons": "kt", "megatons": "Mt",
    "mph": "mph", "miles per hour": "mph", "miles an hour": "mph", "kph": "km/h", "km/h": "km/h", "kilometers per hour": "km/h", "kilometres per hour": "km/h",
    "knots": "kn", "degree": "deg", "degrees": "deg", "degrees celsius": "degC", "degrees fahrenheit": "degF", "degree celsius": "degC", "°c": "degC", "°f": "degF",
    "basis point": "basis_point", "basis points": "basis_point", "mm of rain": "mm", "mbps": "Mbps", "gigabytes": "GB", "megabytes": "MB", "terabytes": "TB",
    "carat": "ct", "carats": "ct", "calories": "cal", "volts": "V", "decibels": "dB", "hertz": "Hz", "magnitude": "magnitude",
}  # fmt: skip
CURRENCIES: Final = {
    "dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "ruble": "RUB", "rubles": "RUB",
    "rouble": "RUB", "roubles": "RUB", "hryvnia": "UAH", "hryvnias": "UAH", "rupee": "INR", "rupees": "INR", "won": "KRW", "franc": "CHF", "francs": "CHF",
    "zloty": "PLN", "zlotys": "PLN", "lira": "TRY", "liras": "TRY", "shekel": "ILS", "shekels": "ILS", "rand": "ZAR", "real": "BRL", "reais": "BRL",
    "krona": "SEK", "kronor": "SEK", "kroner": "NOK", "forint": "HUF", "forints": "HUF", "pesos": "MXN", "peso": "MXN", "dirhams": "AED",
    "riyals": "SAR", "naira": "NGN", "marks": "DEM", "cents": "USD", "cent": "USD", "pence": "GBP", "sterling": "GBP", "pounds sterling": "GBP",
    "u.s. dollars": "USD", "us dollars": "USD", "american dollars": "USD", "canadian dollars": "CAD", "australian dollars": "AUD", "hong kong dollars": "HKD",
    "new zealand dollars": "NZD", "singapore dollars": "SGD", "taiwan dollars": "TWD", "swiss francs": "CHF", "french francs": "FRF", "belgian francs": "BEF",
    "deutsche marks": "DEM", "german marks": "DEM", "russian rubles": "RUB", "swedish kronor": "SEK", "norwegian kroner": "NOK", "danish kroner": "DKK",
    "indian rupees": "INR", "pakistani rupees": "PKR", "mexican pesos": "MXN", "egyptian pounds": "EGP", "british pounds": "GBP", "turkish lira": "TRY", "turkish liras": "TRY", "italian lire": "ITL",
    "usd": "USD", "eur": "EUR", "gbp": "GBP", "uah": "UAH", "chf": "CHF", "jpy": "JPY", "cny": "CNY", "rub": "RUB", "pln": "PLN",
}  # fmt: skip
SIGNS: Final = {
    "$": "USD", "US$": "USD", "USD": "USD", "€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP", "¥": "JPY", "₴": "UAH", "₽": "RUB", "₹": "INR", "₩": "KRW", "₪": "ILS", "₺": "TRY",
    "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "NT$": "TWD", "R$": "BRL", "Rs": "INR", "Rs.": "INR", "CHF": "CHF", "zł": "PLN", "A€": "EUR",
}  # fmt: skip
FUNCTION_WORDS: Final = frozenset(
    "the them us me him a an and or but of in on at to for from by with as than that this these those is are was were be been has have had will would "
    "could may might must can if when while after before since until during between among against over under about into not no nor so "
    "it its he she they we you i his her their our my your who whom which what where why how said says say also still just only even "
    "according per each every both either neither all any some such other others there here then now up down out off through".split()
)
ADJECTIVES: Final = frozenset(
    "more other additional new young old older elderly former current foreign local armed unarmed heavy light small large big major "
    "main key different separate various national international civilian military russian ukrainian american british israeli palestinian "
    "chinese french german iranian syrian iraqi turkish indian african european asian innocent wounded injured dead missing displaced "
    "registered eligible possible potential consecutive straight full whole direct long-range short-range ballistic cruise senior "
    "unidentified suspected alleged confirmed active public private high-rise residential nuclear solar electric political "
    "first-time non-combat critical serious minor separate masked federal female male adult".split()
)
PARTICIPLES: Final = {
    "killed": "killed", "dead": "dead", "injured": "injured", "wounded": "wounded", "missing": "missing", "arrested": "arrested", "detained": "detained",
    "displaced": "displaced", "hospitalized": "hospitalized", "hurt": "hurt", "evacuated": "evacuated", "rescued": "rescued", "homeless": "homeless", "infected": "infected", "captured": "captured",
}  # fmt: skip
IRREGULAR_PLURALS: Final = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "policemen": "policeman", "servicemen": "serviceman",
    "lives": "life", "wives": "wife", "knives": "knife", "wolves": "wolf", "feet": "foot", "teeth": "tooth", "mice": "mouse", "geese": "goose",
    "firemen": "fireman", "fishermen": "fisherman", "businessmen": "businessman", "gunmen": "gunman", "crises": "crisis", "bases": "base", "cases": "case",
    "aircraft": "aircraft", "troops": "troops", "police": "police", "personnel": "personnel", "species": "species", "series": "series", "sheep": "sheep", "cattle": "cattle",
    "casualties": "casualty", "houses": "house", "leaves": "leaf", "halves": "half", "heroes": "hero", "potatoes": "potato", "buses": "bus", "gases": "gas", "viruses": "virus",
    "horses": "horse", "nurses": "nurse", "causes": "cause", "courses": "course", "responses": "response", "purchases": "purchase", "losses": "loss", "licenses": "license", "expenses": "expense", "offenses": "offense",
    "movies": "movie", "ties": "tie", "cookies": "cookie", "selfies": "selfie", "zombies": "zombie", "calories": "calorie", "premises": "premise", "diagnoses": "diagnosis", "uses": "use", "phases": "phase", "warehouses": "warehouse", "axes": "axe",
}  # fmt: skip


def lemma(noun: str) -> str:
    """Return a noun's singular, in lower case."""
    word = noun.lower()
    if word in IRREGULAR_PLURALS:
        return IRREGULAR_PLURALS[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word
