"""A form with every control of the pack in every state, for the gallery."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Div, Field, Fieldset, Layout, Row
from django import forms

from portal.widgets import DateBox, DescribedRadio, DescribedSelect, NumberBox, PillToggle, starred

CATALOGS = [("f", "Finance"), ("g", "General"), ("m", "Marketing"), ("r", "Research")]
YES_NO = [("yes", "Yes"), ("no", "No")]
FAMILIES = [
    ("in", "For users in your directory"),
    ("out", "For users not in your directory"),
    ("none", "None (administrator direct assignments only)"),
]
SUBLINES = {
    "in": "Allow users and groups in your directory to request this access package",
    "out": "Allow users in connected organizations (other directories and domains) to request this access "
    "package",
    "none": "Allow administrators to directly assign specific users to this access package. "
    "Users cannot request this access package",
}


class EveryControl(forms.Form):
    """Bound with wrong values it shows every error, unbound it shows the defaults."""

    use_required_attribute = False

    name = starred(forms.CharField(help_text="Shown to users when they request.", max_length=10))
    description = starred(forms.CharField(widget=forms.Textarea(attrs={"rows": 8}), help_text="Plain text."))
    catalog = starred(
        forms.ChoiceField(choices=CATALOGS, widget=forms.Select(attrs={"data-search": "Search by catalog"}))
    )
    kind = forms.ChoiceField(
        label="First Approver",
        choices=[
            ("manager", "Manager as approver"),
            ("sponsor", "Sponsors as approvers"),
            ("x", "Choose specific approvers"),
        ],
        widget=DescribedSelect(reasons={"sponsor": "Requires a Microsoft Entra ID Governance subscription."}),
    )
    family = starred(
        forms.ChoiceField(
            label="Users who can request access",
            choices=FAMILIES,
            widget=DescribedRadio(
                sublines=SUBLINES, reasons={"out": "Catalog 'Finance' is not enabled for external users."}
            ),
            initial="in",
            help_text="Unsure? Start with None and add a policy later.",
        )
    )
    approval = forms.ChoiceField(
        label="Require approval",
        choices=YES_NO,
        widget=PillToggle,
        initial="yes",
        help_text="No means automatic.",
    )
    stages = forms.ChoiceField(
        label="How many stages", choices=[("1", "1"), ("2", "2"), ("3", "3")], widget=PillToggle, initial="1"
    )
    forward = forms.ChoiceField(
        label="If no action taken, forward to alternate approvers?",
        choices=YES_NO,
        widget=PillToggle(locked="Alternate approvers need a decision time of at least 4 days."),
        initial="no",
    )
    expire = forms.ChoiceField(
        label="Access package assignments expire",
        choices=[("d", "On date"), ("n", "Number of days"), ("h", "Number of hours"), ("x", "Never")],
        widget=PillToggle(reasons={"h": "Number of hours is switched off here."}),
        initial="n",
    )
    days = starred(
        forms.IntegerField(
            label="Decision must be made in how many days?", widget=NumberBox(hint="Maximum 14"), initial=14
        )
    )
    until = forms.DateField(label="Assignment expiration date", widget=DateBox)
    off = forms.CharField(label="Switched off", disabled=True, initial="Cannot be changed")
    required = forms.BooleanField(label="Required", help_text="Must be answered before submitting.")
    languages = forms.MultipleChoiceField(
        choices=[("en", "English"), ("fi", "Finnish")], widget=forms.CheckboxSelectMultiple
    )
    first = forms.CharField(label="Language code")
    second = forms.CharField(label="Localized text")
    token = forms.CharField(widget=forms.HiddenInput, initial="kept")

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(
            Fieldset("Access package", "name", "description", "catalog"),
            Fieldset("Requests", "family", "approval", "stages"),
            Div("kind", "days", Div("forward", css_class="nested"), css_class="stage"),
            Fieldset("Expiration", "expire", "until", Field("off", wrapper_class="row-off")),
            Fieldset("More", "required", "languages", Row(Column("first"), Column("second")), "token"),
        )
        return helper
