"""The pages a person sees: plain HTML, the tenant's own small style sheet, no script."""

from html import escape
from itertools import groupby
from pathlib import Path
from string import Template

from portal.tenant.signin.people import BARRED, Person

_FOLDER = Path(__file__).parent
STYLE = (_FOLDER / "signin.css").read_text(encoding="utf-8")
_PAGE = Template((_FOLDER / "page.html").read_text(encoding="utf-8"))


def people_page(company: str, application: str, people: list[Person], login_hint: str) -> str:
    """Choose who to be. One form; each button carries the person's id. Who is hinted at comes first."""
    intro = (
        f"<p>You are signing in to <strong>{escape(application)}</strong>. This tenant is simulated: "
        "choose who you want to be. There are no passwords.</p>"
    )
    hinted = [person for person in people if login_hint and person.user_name.lower() == login_hint.lower()]
    sections = [("Suggested", hinted)] if hinted else []
    rest = [person for person in people if person not in hinted]
    sections += [(name, list(group)) for name, group in groupby(rest, key=lambda person: person.section)]
    content = "\n".join(_section(name, group) for name, group in sections)
    return _page(company, "Pick an account", f'{intro}<form method="post">{content}</form>')


def message_page(company: str, title: str, text: str) -> str:
    return _page(company, title, f"<p>{escape(text)}</p>")


def _section(name: str, people: list[Person]) -> str:
    cards = "\n".join(_card(person) for person in people)
    return f"<h2>{escape(name)}</h2>\n<ul>\n{cards}\n</ul>"


def _card(person: Person) -> str:
    lines = [("name", person.name), ("soft", person.user_name), ("soft", person.job), ("may", person.may)]
    text = "".join(f'<span class="{style}">{escape(line)}</span>' for style, line in lines if line)
    initials = "".join(word[0] for word in person.name.split()[:2])
    return (
        f'<li class="{"barred" if person.section == BARRED else "person"}">'
        f'<span class="coin" aria-hidden="true">{escape(initials)}</span>'
        f'<span class="text">{text}</span>{_button(person)}</li>'
    )


def _button(person: Person) -> str:
    disabled = " disabled" if person.section == BARRED else ""
    label = f"Sign in as {escape(person.name)}"
    return f'<button name="user" value="{person.object_id}" aria-label="{label}"{disabled}>Sign in</button>'


def _page(company: str, title: str, content: str) -> str:
    return _PAGE.substitute(company=escape(company), title=escape(title), content=content)
