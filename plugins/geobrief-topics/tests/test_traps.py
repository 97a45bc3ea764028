"""Senses and figures of speech that must not be taken for a topic, and words that must."""

from __future__ import annotations

import pytest
from geobrief_topics import TOPIC_EVIDENCE, TOPICS

import geobrief

PIPELINE = geobrief.pipeline(only=["topics"], require=["topics"])

TRAPS = """
The minister promised to raise social security payments for widows.
Food security has worsened in the valley since the harvest failed.
Job security matters more to young nurses than pay.
The bank patched a flaw in its IT security last night.
Security guards at the supermarket found the lost boy.
He died of a heart attack at the age of 81.
A shark attack closed the beach for two days.
The trade war between the two blocs raised the price of shoes.
She has written a history of the war on drugs.
A price war among grocers pleases shoppers.
Train drivers voted for strike action over rosters.
Teachers will go on strike next Monday.
The two clubs struck a deal for the goalkeeper.
The offensive coordinator praised his young quarterback.
The actor apologised for an offensive remark.
A charm offensive won over the city council.
The think tank published a paper on pensions.
Her fish tank holds two hundred litres.
Rebel Wilson stars in the new comedy.
The attorney general spoke to the general assembly about the general election.
It isn't rocket science, the coach said.
Artificial intelligence writes the songs now.
The film is a bombshell at the box office.
After a long legal battle she kept the house.
His defence lawyer asked for bail.
Arsenal Football Club won the cup again.
The political climate has soured before the vote.
A poor business climate keeps investors away.
Tomatoes love a Mediterranean climate.
There was a climate of fear in the school.
The seats have climate control and massage.
Fans are warming to the new manager.
The bicycle has a frame of carbon fibre.
Carbon monoxide poisoned the campers.
Carbon dating put the boat at 3,000 years.
The striker ended his goal drought.
The vehicle emissions test takes ten minutes.
Astronomers mapped the radio emission of a distant galaxy.
Children drink too many energy drinks.
The band played with energy and wit until midnight.
Dark energy drives galaxies apart.
An oil painting of the harbour sold for a record sum.
Fry the onions in olive oil and add palm oil at the end.
The nuclear family is out of fashion.
She was charged with assault and battery.
The battery life of the phone disappoints.
The new party came to power in a coalition.
He gave his sister power of attorney.
The purchasing power of pensions fell.
The two men sought a balance of power in the club.
Police fired tear gas at the fans.
The electric guitar was stolen from the museum.
New drugs are in the pipeline, the company said.
A solar eclipse darkened the island at noon.
The crude joke cost the presenter his job.
He took pole position on the starting grid.
The cat knocked over a barrel of laughs and a wine barrel.
A news blackout was imposed during the trial.
Penguins on the island raised more chicks than last year.
A fossil of a feathered dinosaur was found in a quarry.
Astronomers have found an exoplanet with an atmosphere of helium.
Black-footed ferrets were released on the prairie.
Heavy rain flooded the underpass on Tuesday.
Turmoil on the soil: the foiled broiler boils.
""".strip().splitlines()

TRUE = {
    "NATO troops began a military exercise near the border.": "security",
    "The rebels broke the ceasefire with artillery fire.": "security",
    "A suicide bomber attacked a checkpoint of the army.": "security",
    "Peacekeepers found a cache of land mines.": "security",
    "The defense ministry ordered 40 fighter jets.": "security",
    "Spies of the foreign intelligence service were expelled for espionage.": "security",
    "The two states signed a treaty on nuclear weapons and disarmament.": "security",
    "A warship escorted the convoy; its crew shot down two drones and a missile.": "security",
    "Oil prices rose after OPEC+ cut its output.": "energy",
    "The country will import more LNG through the new gas pipeline.": "energy",
    "Wind farms and solar panels made half of its electricity.": "energy",
    "The regulator approved a nuclear power plant on the coast.": "energy",
    "Coal-fired power stations will close by 2030.": "energy",
    "A blackout hit the capital after the power grid failed.": "energy",
    "Lithium mining will feed the gigafactory with battery minerals.": "energy",
    "Climate change will cost farmers dearly, scientists warned.": "climate",
    "Delegates at COP29 argued about climate finance.": "climate",
    "The firm wants to reach net zero and cut its carbon emissions.": "climate",
    "Global warming melts the glaciers, and sea levels rise.": "climate",
    "A carbon tax is the cheapest way to reduce greenhouse-gas emissions.": "climate",
}


@pytest.mark.parametrize("sentence", TRAPS)
def test_another_sense_is_not_a_topic(sentence: str) -> None:
    document = PIPELINE.analyze(sentence, language="en")
    found = [(span.payload.topic, document.slice(span)) for span in document[TOPIC_EVIDENCE]]
    assert found == []
    assert [finding.payload.role for finding in document[TOPICS]] == [None, None, None]


@pytest.mark.parametrize("sentence", TRUE)
def test_the_true_sense_is_the_main_topic(sentence: str) -> None:
    first, *others = PIPELINE.analyze(sentence, language="en")[TOPICS]
    assert (first.payload.topic, first.payload.role) == (TRUE[sentence], "main")
    assert [other.payload.topic for other in others if (other.payload.score or 0) >= 0.5] == []


def test_a_sense_masks_only_what_it_covers() -> None:
    document = PIPELINE.analyze("Energy security and social security: NATO looks at security.", language="en")
    assert [(span.payload.topic, document.slice(span)) for span in document[TOPIC_EVIDENCE]] == [
        ("energy", "Energy security"),
        ("security", "NATO"),
        ("security", "security"),
    ]


def test_a_mask_does_not_hide_what_reaches_out_of_it() -> None:
    text = "The current climate crisis gives gas and oil a rise to power plants, after the price war in Gaza."
    document = PIPELINE.analyze(text, language="en")
    found = [document.slice(span) for span in document[TOPIC_EVIDENCE]]
    assert [term for term in found if " " in term] == ["climate crisis", "power plants", "war in Gaza"]


NATURE = {
    "penguins": """\
The colony on the island counted more chicks this year than in any year since records began.

The birds, which nest on the edge of the sea ice, feed their young on krill from the southern ocean. Keepers of the \
reserve said that a mild winter and little rain had helped. Visitors may watch them from a wooden platform.
""",
    "an exoplanet": """\
Astronomers have found water vapour in the atmosphere of a planet that circles a red dwarf 120 light years away.

The telescope also saw carbon dioxide and methane, and a haze of hydrogen and helium. The temperature of the planet \
is that of a warm bath, the team writes, and an ocean may cover it. A second look at its solar system is planned.
""",
    "a fossil": """\
A feathered dinosaur no larger than a hen has come to light in a quarry.

It lived in a warm climate among ferns and lakes, and died when a volcano buried the valley in ash. Carbon dating is \
of no use at that age, so the team measured argon instead. The bones will be shown in the museum's ice age hall.
""",
    "ferrets": """\
Black-footed ferrets have been released on the prairie after forty years of breeding in captivity.

The animals hunt prairie dogs at night. Their keepers fear a plague more than the foxes, and have vaccinated both. \
Ranchers welcomed them, as long as the pastures stay open. Rain and floods had delayed the release twice.
""",
    "a storm": """\
A storm tore the roofs from forty houses on Sunday night and left a village under water.

Firefighters brought the inhabitants to a school. The river rose by two metres within an hour, the mayor said, and \
the rainfall of a month came down in an afternoon. More storms and flooding are forecast for Wednesday.
""",
}


@pytest.mark.parametrize("subject", NATURE)
def test_nature_and_weather_are_not_climate(subject: str) -> None:
    for finding in PIPELINE.analyze(NATURE[subject], language="en")[TOPICS]:
        assert finding.payload.score is not None
        assert finding.payload.score < 0.5


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Cease-fire!", ["Cease-fire"]),
        ("a ceasefire’s end", ["ceasefire"]),
        ("CEASEFIRES", ["CEASEFIRES"]),
        ("natural\ngas", ["natural\ngas"]),
        ("U.S. Army", ["U.S. Army"]),
        ("the F‑35, an F-16", ["F‑35", "F-16"]),
        ("Kurdistan Workers’ Party", ["Kurdistan Workers’ Party"]),
        ("ISIS, the Isis fighters, isis", ["ISIS", "Isis"]),
        ("anti-terrorism", ["anti-terrorism"]),
        ("defence minister, defense minister", ["defence minister", "defense minister"]),
        ("power plants", ["power plants"]),
        ("petrol_price oil_price", []),
    ],
)
def test_spellings(written: str, found: list[str]) -> None:
    document = PIPELINE.analyze(f"They said: {written}", language="en")
    assert [document.slice(span) for span in document[TOPIC_EVIDENCE] if span.payload.term != "fighters"] == found
