"""The life of an alert: from readings and what people do to its next state, with a reason."""
