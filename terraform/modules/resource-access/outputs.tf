output "publishers" {
  description = "The functions that may publish to each topic."
  value       = { for topic, id in var.topics : topic => sort([for name, f in var.functions : name if contains(f.publishes, topic)]) }
}
