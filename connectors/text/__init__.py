"""Plain text of an article, with whatever stood around it on the page, turned into title, dateline, body and credits."""
