"""How Rasa runs here: the parts that Rasa lets one replace, each with its reason.

Nothing of Rasa is changed. `Ablauf` is Rasa's message processor, `Regeln` its rule policy,
`Aktionen` its action endpoint, `Sperren` its lock store; docs/leistung.md says what each gains.
"""
