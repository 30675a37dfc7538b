output "addresses" {
  description = "Targets of the A records, by host."
  value = merge(
    { for name, host in local.tls_hosts : host => google_compute_global_address.this[name].address },
    local.has_sip ? { (local.hosts.sip) = google_compute_address.sip[0].address } : {},
  )
}
