"""The web door: `app` puts it together; `identity` says who asks, `guards` what they may, `limits` how much they may send,
`problems` how a refusal looks, `headers` and `request_log` wrap every answer. `pages/` answers people, `api/` programs,
`templates/` and `static/` hold what people see. Nothing here decides: it calls the services and renders what they say."""
