output "ids" {
  description = "Id of each secret, by the name functions know it by."
  value       = { for name, secret in google_secret_manager_secret.this : name => secret.secret_id }
}
