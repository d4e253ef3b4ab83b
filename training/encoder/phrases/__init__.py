"""Hand-written pieces of text from which the corpus builder composes rows."""
