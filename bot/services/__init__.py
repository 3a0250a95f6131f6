"""One file for each thing the office does; one public function is one transaction."""
