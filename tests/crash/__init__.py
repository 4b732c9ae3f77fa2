"""The whole product as processes: started, killed, started again."""
