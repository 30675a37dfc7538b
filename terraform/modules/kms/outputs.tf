output "key_ring" {
  description = "Full id of the key ring that holds tenants' keys."
  value       = google_kms_key_ring.tenants.id
}

output "shared_key" {
  description = "Full id of the key of tenants without their own."
  value       = google_kms_crypto_key.shared.id
}
