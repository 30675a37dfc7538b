output "ids" {
  description = "Id of each secret, by its name in the functions."
  value       = { for name, secret in google_secret_manager_secret.this : name => secret.secret_id }
}
