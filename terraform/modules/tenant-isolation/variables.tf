variable "project_id" {
  description = "The project that holds the queue."
  type        = string
}

variable "regions" {
  description = "Each region has a queue of the tenant."
  type        = list(string)
}

variable "key_ring" {
  description = "Full id of the key ring that holds tenants' keys."
  type        = string
}

variable "tenant_id" {
  description = "The tenant's id: client_id on the wire."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9_-]{0,55}$", var.tenant_id))
    error_message = "An isolated tenant's id must have 1 to 56 of a-z, 0-9, _ and -. With its prefix it becomes a KMS key name of at most 63."
  }
}

variable "settings" {
  description = "The tenant's quota and the protection level of its key."
  type = object({
    requests_per_minute       = optional(number, 1000)
    max_dispatches_per_second = optional(number, 50)
    max_concurrent_dispatches = optional(number, 100)
    key_protection_level      = optional(string, "SOFTWARE")
    key_rotation_period       = optional(string, "7776000s")
  })
  default = {}

  validation {
    condition     = contains(["SOFTWARE", "HSM"], var.settings.key_protection_level)
    error_message = "key_protection_level must be SOFTWARE or HSM."
  }
}
