"""The JSON door of the contract, under /api/v1; each module has a `router` that `assistant.web.app` mounts."""
