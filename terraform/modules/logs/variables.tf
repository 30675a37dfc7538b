variable "project_id" {
  description = "The project whose logs are kept."
  type        = string
}

variable "location" {
  description = "A region, or eu or us for several. It cannot be changed later."
  type        = string
}

variable "retention_days" {
  description = "Days that entries are kept; more than 30 cost extra."
  type        = number

  validation {
    condition     = var.retention_days >= 1 && var.retention_days <= 3650
    error_message = "Cloud Logging keeps entries for 1 to 3650 days."
  }
}
