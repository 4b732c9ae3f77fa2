"""Link listings to products."""
