output "ids" {
  description = "Full id of each key. A store that uses it is created after its agent's permission."
  value       = { for name, key in google_kms_crypto_key.this : name => key.id }
  depends_on  = [google_kms_crypto_key_iam_binding.agent]
}
