"""The SPARQL endpoint and everything a stranger needs who has nothing but its address."""
