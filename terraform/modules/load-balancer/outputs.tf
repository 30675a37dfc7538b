output "domain" {
  description = "The domain of the product. Known before any function exists."
  value       = local.domain
}

output "addresses" {
  description = "Targets of the domain's A and AAAA records."
  value       = { A = google_compute_global_address.ipv4.address, AAAA = google_compute_global_address.ipv6.address }
}

output "backend_names" {
  description = "Name of each function's backend service in metrics."
  value       = { for name, backend in google_compute_backend_service.this : name => backend.name }
}
