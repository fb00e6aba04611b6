"""What ``init`` lays out: the default declaration of a campaign and the Word style templates."""
