"""What each verb of the command does; a verb is imported when it is said, and brings no more than it needs."""
