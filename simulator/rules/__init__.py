"""What LINE accepts in a request body. Pure: values in, problems out."""
