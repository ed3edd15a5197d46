"""The site: settings, urls, the design system, the `fengsui` command. It knows every room; no room knows it."""
