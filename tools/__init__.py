"""What surrounds the portal: environment, browser, database server, checks. Standard library only."""
