output "connectors" {
  description = "Full id of each region's connector. Traffic has its address once NAT is there."
  value       = { for region, connector in google_vpc_access_connector.this : region => connector.id }
  depends_on  = [google_compute_router_nat.this]
}

output "addresses" {
  description = "The addresses that tenants allow, by region."
  value       = { for region in var.regions : region => [for name, address in google_compute_address.this : address.address if local.addresses[name] == region] }
}
