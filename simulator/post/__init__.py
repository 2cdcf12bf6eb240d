"""The post: a real mail server, mailboxes and what their owners answer."""
