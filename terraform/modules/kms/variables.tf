variable "project_id" {
  description = "The project that holds the keys."
  type        = string
}

variable "location" {
  description = "The key ring's region. It cannot be changed."
  type        = string
}

variable "protection_level" {
  description = "SOFTWARE, or HSM at about eighteen times the price per key version."
  type        = string
  default     = "SOFTWARE"

  validation {
    condition     = contains(["SOFTWARE", "HSM"], var.protection_level)
    error_message = "protection_level must be SOFTWARE or HSM."
  }
}

variable "labels" {
  description = "Labels of the key."
  type        = map(string)
  default     = {}
}
