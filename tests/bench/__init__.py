"""How long sitegen takes, beside Hugo, over thousands of made papers. See README.md."""
