"""A language-model provider on a loopback socket that answers by a script: well, or with any fault a provider can have."""
