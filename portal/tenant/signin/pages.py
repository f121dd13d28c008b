"""The pages a person sees: plain HTML, the tenant's own small style sheet, no script."""

from html import escape
from pathlib import Path
from string import Template

from portal.tenant.signin.people import Person

_FOLDER = Path(__file__).parent
STYLE = (_FOLDER / "signin.css").read_text(encoding="utf-8")
_PAGE = Template((_FOLDER / "page.html").read_text(encoding="utf-8"))


def people_page(company: str, application: str, people: list[Person], login_hint: str) -> str:
    """Choose who to be. One form; each button carries the person's id."""
    cards = "\n".join(_card(person, login_hint) for person in people)
    intro = (
        f"<p>You are signing in to <strong>{escape(application)}</strong>. This tenant is simulated: "
        "choose who you want to be. There are no passwords.</p>"
    )
    return _page(
        company, "Pick an account", f'{intro}<form method="post"><ul class="people">{cards}</ul></form>'
    )


def message_page(company: str, title: str, text: str) -> str:
    return _page(company, title, f"<p>{escape(text)}</p>")


def _card(person: Person, login_hint: str) -> str:
    hinted = ' <span class="hint">suggested</span>' if person.user_name.lower() == login_hint.lower() else ""
    name = f'<span class="name" id="n-{person.object_id}">{escape(person.name)}</span>{hinted}'
    lines = "".join(f'<span class="{style}">{escape(text)}</span>' for style, text in _lines(person))
    initials = "".join(word[0] for word in person.name.split()[:2])
    return (
        f'<li class="{"barred" if person.barred else "person"}">'
        f'<span class="coin" aria-hidden="true">{escape(initials)}</span>'
        f'<span class="text">{name}{lines}</span>{_button(person)}</li>'
    )


def _lines(person: Person) -> list[tuple[str, str]]:
    lines = [("user-name", person.user_name), ("job", person.job), ("may", person.barred or person.may)]
    return [(style, text) for style, text in lines if text]


def _button(person: Person) -> str:
    disabled = " disabled" if person.barred else ""
    label = f"Sign in as {escape(person.name)}"
    return f'<button name="user" value="{person.object_id}" aria-label="{label}"{disabled}>Sign in</button>'


def _page(company: str, title: str, content: str) -> str:
    return _PAGE.substitute(company=escape(company), title=escape(title), content=content)
