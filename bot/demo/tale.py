"""The stage of the story in the terminal: its four people, and what later steps need of earlier ones."""

from dataclasses import dataclass, field

from bot.demo.stage import Stage
from simulator.people import Person


@dataclass
class Tale(Stage):
    """A stage with everybody who takes part in the story."""

    ira: Person = field(init=False)
    taras: Person = field(init=False)
    olena: Person = field(init=False)
    max: Person = field(init=False)
    number: int = 0
    customer_link: str = ""
    #: Number of the order that nobody touches.
    forgotten: int = 0

    def __post_init__(self) -> None:
        self.ira = self.world.person("Ira Koval")
        self.taras = self.world.person("Taras Shevchuk")
        self.olena = self.world.person("Olena Bondar", language="uk")
        self.max = self.world.person("Max")
