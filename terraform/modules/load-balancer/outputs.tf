output "domain" {
  description = "The name the product is served under. Known before any function exists."
  value       = local.domain
}

output "addresses" {
  description = "Where the domain's A and AAAA records have to point."
  value       = { A = google_compute_global_address.ipv4.address, AAAA = google_compute_global_address.ipv6.address }
}

output "backend_names" {
  description = "Name of each function's backend service, as metrics call it."
  value       = { for name, backend in google_compute_backend_service.this : name => backend.name }
}
