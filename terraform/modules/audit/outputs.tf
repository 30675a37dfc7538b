output "services" {
  description = "Services whose access is logged."
  value       = keys(google_project_iam_audit_config.this)
}
