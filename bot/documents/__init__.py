"""Files made from plain values, without database or language: PDF, pictures, spreadsheets, QR codes."""
