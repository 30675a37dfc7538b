variable "project_id" {
  description = "The project that holds the secrets."
  type        = string
}

variable "names" {
  description = "Names functions know secrets by, such as JWT_SECRET."
  type        = list(string)

  validation {
    condition     = alltrue([for name in var.names : can(regex("^[A-Z][A-Z0-9_]*$", name)) && !strcontains(name, "__")])
    error_message = "A secret's name is capital letters, digits and single underscores."
  }
}

variable "regions" {
  description = "Where values are kept; empty lets Google choose. It cannot be changed."
  type        = list(string)
  default     = []
}

variable "labels" {
  description = "Labels of the secrets."
  type        = map(string)
  default     = {}
}
