"""LINE's platform on a laptop: webhooks, Messaging API and a page to chat on. Never deployed."""
