"""Looking at what nodes gave: tables and views."""
