"""What letters lead to: pages for the steps of an order and for having no more letters, and answers to letters."""
