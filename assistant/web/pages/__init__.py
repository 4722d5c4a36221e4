"""Pages for people, one module per screen; each has a `router` that `assistant.web.app` mounts."""
