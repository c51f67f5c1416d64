"""Plain text of an article, boilerplate and all, turned into title, dateline, body and credits."""
