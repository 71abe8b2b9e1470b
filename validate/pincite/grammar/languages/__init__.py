"""The languages of the grammar, a module each, named by its BCP 47 subtag."""
