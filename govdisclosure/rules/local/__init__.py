"""What an evaluator or a clerk adds to the rules: rule-books, and waivers of findings."""
