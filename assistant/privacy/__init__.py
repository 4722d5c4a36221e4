"""The privacy proof: invented personal details are put through every door of a real server, then every byte is searched for them.

`canaries` invents them, `scratch` makes a copy of the district to drive, `doors` and `broken_requests` and `commands` drive it,
`listening` is the language model that keeps what it is sent, `scanning` searches, `report` signs, `proof` is the whole in order.
"""
