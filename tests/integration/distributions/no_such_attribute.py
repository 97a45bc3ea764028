"""Its entry point names an attribute that it hasn't got."""
